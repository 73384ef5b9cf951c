/** Encodings that mail without a declared one is seen in. */
const doubleByte = ['shift_jis', 'euc-jp', 'euc-kr', 'gb18030', 'big5'] as const;

const commonHan = new Set(
  '的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落視您問題請謝謝們這個來時會國說後還經過樣開發動現見長話進門電車東馬書學習對從點實體關係與無頭條線語請問麼',
);

/**
 * Reads bytes whose encoding nobody declared and that are not UTF-8. Windows-1252 unless the bytes speak clearly for
 * another: a wrong guess among Western encodings costs an accent, a bold one costs the whole text.
 */
export function guessCharset(bytes: Uint8Array): string {
  const runs = highRuns(bytes);
  if (runs.bytes === 0) return 'windows-1252';
  if (runs.single / runs.count > 0.6) return 'windows-1252';
  const candidates = doubleByte.map((label) => ({ label, score: doubleByteScore(bytes, label) }));
  const best = candidates.reduce((a, b) => (b.score > a.score ? b : a));
  const cyrillic = cyrillicCharset(bytes);
  if (cyrillic !== undefined && cyrillic.score > best.score) return cyrillic.label;
  return best.score > 0.15 ? best.label : 'windows-1252';
}

/** Whether the bytes shift into Japanese by escape sequences, which are plain ASCII to everybody else. */
export function isShiftedJapanese(bytes: Uint8Array): boolean {
  if (!bytes.includes(0x1b)) return false;
  for (let at = 0; at + 2 < bytes.length; at += 1) {
    if (bytes[at] === 0x1b && bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40)) return true;
  }
  return false;
}

/** How the bytes above 0x7F lie: an accent stands alone among letters, an Asian or Cyrillic word does not. */
function highRuns(bytes: Uint8Array): { count: number; single: number; bytes: number } {
  const runs = { count: 0, single: 0, bytes: 0 };
  let length = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    if ((bytes[at] ?? 0) >= 0x80) {
      length += 1;
      continue;
    }
    if (length > 0) {
      runs.count += 1;
      runs.bytes += length;
      if (length === 1) runs.single += 1;
    }
    length = 0;
  }
  return runs;
}

/** The share of characters beyond ASCII that ordinary text of the encoding's language would hold; 0 where it does not decode. */
function doubleByteScore(bytes: Uint8Array, label: (typeof doubleByte)[number]): number {
  const text = strictly(bytes, label);
  if (text === undefined) return 0;
  let known = 0;
  let all = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) continue;
    all += 1;
    if (isOrdinary(character, code, label)) known += 1;
  }
  return all === 0 ? 0 : known / all;
}

function isOrdinary(character: string, code: number, label: string): boolean {
  if (label === 'euc-kr') return code >= 0xac00 && code <= 0xd7a3;
  if (label === 'shift_jis' || label === 'euc-jp') return code >= 0x3040 && code <= 0x30ff;
  return commonHan.has(character) || '，。！？：、（）；'.includes(character);
}

/** Words all of Cyrillic letters, capitals at their head only; a word that mixes alphabets speaks against it. */
function cyrillicCharset(bytes: Uint8Array): { label: string; score: number } | undefined {
  const scored = ['windows-1251', 'koi8-r'].map((label) => {
    const words = (strictly(bytes, label) ?? '').match(/[A-Za-zА-яЁё]{2,}/g) ?? [];
    const cyrillic = words.filter((word) => /[А-яЁё]/.test(word));
    const natural = cyrillic.filter((word) => /^[А-ЯЁ]?[а-яё]+$/.test(word));
    return { label, score: length(natural) / Math.max(1, highRuns(bytes).bytes, length(cyrillic)) };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > 0.6 ? best : undefined;
}

function length(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0);
}

/** The text, or undefined where the bytes are not of that encoding. */
export function strictly(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
