import type { Decision, Scene } from './perform.ts';
import { type PracticeWords, practiceWordsFor } from './practice/words.ts';
import { sayInside } from './say.ts';

/**
 * What moves no clock and is said to nobody, such as a link or a tag, stands in the log as a note of whoever did it, in the desk's
 * language: so the history tells of it, and so does all that follows the history.
 */
export async function marked(
  scene: Scene,
  say: (words: PracticeWords['marks']) => string,
): Promise<Required<Pick<Decision<object>, 'events' | 'messages' | 'facts'>>> {
  const { marks } = practiceWordsFor(scene.parts.identity.language);
  const said = await sayInside(scene, { text: say(marks) }, 'note');
  if ('code' in said) throw new Error(`a mark without words: ${said.code}`);
  const { message } = said;
  return {
    events: [{ type: 'noted', at: scene.now, by: scene.by, message: message.id }],
    messages: [message],
    facts: {},
  };
}
