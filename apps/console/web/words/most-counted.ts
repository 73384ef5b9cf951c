/** `GET /api/queue` counts so far; one more stands for all there may be beyond. */
export const mostCounted = 1_000;
