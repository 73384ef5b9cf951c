const forwardPrefix =
  /^\s*(\[[^\]]{1,40}\]\s*)?\[?(fwd?|fw|wg|tr|rv|enc|i|vs|vl|vb|pd|ilt|i̇lt|πρθ|továbbítás|redir\.?|videresend|doorst|továbbított|přeposlat|转发|轉寄|転送|전달)\s?[:：]/iu;

/** `VS` forwards in Danish and Norwegian and answers in Finnish, where the history's header tells. */
export function isForward(subject: string, text: string): boolean {
  if (/^\s*vs\s?:/i.test(subject) && /^\s*Lähe(ttäjä|tetty)\s?:/m.test(text)) return false;
  return forwardPrefix.test(subject);
}
