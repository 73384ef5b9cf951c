export { clockLine, clockLines, effectLines, ms, spent, story, time } from './story.ts';
