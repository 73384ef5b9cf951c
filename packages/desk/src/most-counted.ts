/** Cases are counted up to this many: one more than this stands for all there may be beyond. */
export const mostCounted = 1_000;
