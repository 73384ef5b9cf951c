/** Header names as the mail programs write them above quoted history, by what they mean. */
const names: Readonly<Record<'from' | 'sent' | 'to' | 'subject', string>> = {
  from: 'from|von|de|da|van|fra|från|från|od|от|від|kimden|feladó|lähettäjä|из|发件人|寄件者|差出人|보낸 사람|od kogo|expéditeur|mittente|remitente|afzender|из|mailed by|nadawca|avsändare|de la|expeditor|šalje|pošiljatelj|šalju|od koga|шаље|подател|изпраща|nuo|no|saatja|frá|từ|จาก|ผู้ส่ง|من|dari|pengirim|remitent|nork|pošiljalac|відправник|отправитель|από|מאת|من|från|expediteur',
  sent: 'sent|date|gesendet|datum|envoyé|enviado( el| em)?|inviato|verzonden|sendt|skickat|wysłano|odesláno|отправлено|дата|дата отправки|надіслано|gönderme tarihi|tarih|küldve|lähetetty|发送时间|日期|寄件日期|送信日時|日付|보낸 날짜|data|fecha|dato|datum|päiväys|date d.envoi|elküldve|ημερομηνία|στάλθηκε|εστάλη|trimis|dată|poslano|poslato|послато|изпратено|išsiųsta|nosūtīts|saadetud|sent þann|đã gửi|ngày|ส่ง|วันที่|تم الإرسال|أُرسلت|التاريخ|נשלח|תאריך|dikirim|tanggal|enviat( el| a)?|data de l.enviament|odoslané|bidalia|gönderildi|gönderilen|lähetysaika|wysłana|utworzono|надіслана|надіслано|odeslané',
  to: 'to|an|à|para|a|aan|til|till|do|komu|кому|kime|címzett|vastaanottaja|收件人|宛先|받는 사람|destinataire|destinatario|antwort an|kopie|adresat|odbiorca|cc|reply-to|bcc|risposta|προς|אל|إلى|copie|cópia|către|za|prima|kam|adressaat|saaja|đến|ถึง|kepada|per a|destinatari|до|отримувач|получатель|získal|príjemca|noreko|til|κοιν|cc',
  subject:
    'subject|betreff|thema|objet|asunto|assunto|oggetto|onderwerp|emne|ämne|temat|předmět|predmet|тема|konu|tárgy|aihe|主题|主旨|件名|제목|θέμα|נושא|الموضوع|betr\\.?|subiect|predmet|zadeva|naslov|относно|предмет|tema|teema|efni|chủ đề|เรื่อง|הנדון|perihal|subjek|assumpte|gaia|vec|temats',
};

const kinds = (Object.keys(names) as (keyof typeof names)[]).map((kind) => ({
  kind,
  pattern: new RegExp(`^[\\s>|*_]{0,6}(${names[kind]})\\s?[*_]{0,2}\\s?[:：][*_]{0,2}(\\s|$|[^\\s/])`, 'iu'),
}));

export type HeaderKind = keyof typeof names;

/** Which line of a quoted mail header this is, by its name in some twenty languages. */
export function headerKind(line: string): HeaderKind | undefined {
  // The names are short: most lines are no header, and need no list of names to say so.
  if (line.length > 1_000 || !/[:：]/.test(line.slice(0, 48))) return undefined;
  return kinds.find(({ pattern }) => pattern.test(line))?.kind;
}

const labels = {
  to: new RegExp(`^\\s{0,4}(${names.to})\\s?([:：].*)?$`, 'iu'),
  subject: new RegExp(`^\\s{0,4}(${names.subject})\\s?([:：].*)?$`, 'iu'),
};

/** Whether this is the name of a header's line, with or without a colon, or has one. */
export function isLabel(line: string, kind: 'to' | 'subject'): boolean {
  return line.length < 300 && labels[kind].test(line);
}

/** Wrapped addresses may push a header's lines apart by this many. */
const mostBetween = 3;

/**
 * How many lines the header of a quoted mail takes that begins here ("From: … Sent: … Subject: …"), or 0. At least
 * three of its lines, or sender and date, must be there: people do write "To: whom it may concern".
 */
export function headerBlockAt(lines: readonly string[], at: number): number {
  const first = headerKind(lines[at] ?? '');
  if (first === undefined || first === 'to') return foreignHeaderAt(lines, at);
  const seen = new Set<HeaderKind>([first]);
  let count = 1;
  let between = 0;
  let last = at;
  for (let next = at + 1; next < lines.length && next < at + 24 && between <= mostBetween; next += 1) {
    const line = (lines[next] ?? '').trim();
    const kind = line === '' ? undefined : headerKind(line);
    if (kind === undefined) {
      between += line === '' && between > 0 ? mostBetween : 1;
      continue;
    }
    seen.add(kind);
    count += 1;
    between = 0;
    last = next;
  }
  const enough = isEnough(seen, count) || (seen.has('from') && isRule(lines[at - 1] ?? ''));
  return count >= 2 && enough && isReal(seen, lines.slice(at, last + 1)) ? last - at + 1 : 0;
}

/** Outlook draws such a line above the header. */
function isRule(line: string): boolean {
  return line.length < 200 && /^\s{0,3}_{10,}\s*$/.test(line);
}

function isEnough(seen: ReadonlySet<HeaderKind>, count: number): boolean {
  if (seen.has('from') && seen.has('sent')) return true;
  return count >= 3 && seen.size >= (seen.has('from') ? 2 : 3);
}

/** People write "From: Berlin, To: Bonn, Date: Monday" too, and letters with a subject and a day above them. */
function isReal(seen: ReadonlySet<HeaderKind>, block: readonly string[]): boolean {
  if (block.some((line) => line.includes('@'))) return true;
  const sent = block.filter((line) => headerKind(line) === 'sent');
  return sent.some(
    (line) =>
      !plainDate.test(line) ||
      (seen.has('from') && (seen.has('subject') || authorAndDate(block, line)) && hour.test(line)),
  );
}

/** Programs put the date right below the author; a journey has its goal there. */
function authorAndDate(block: readonly string[], date: string): boolean {
  return block.length > 2 && block[1] === date && headerKind(block[0] ?? '') === 'from';
}

/** As letters, tickets and forms name a day too, other than "Sent". */
const plainDate =
  /^[\s>|*_]{0,6}(date|datum|data|dato|dată|fecha|дата|日期|日付|tarih|päiväys|ngày|วันที่)\s?[*_]{0,2}\s?[:：]/iu;
const hour = /(?<![\d./-])\d{1,2}\s?[:.hH時时点]\s?\d{2}(?![\d./-]\d)/;

const named = /^[*\s]{0,4}[^\s:：<>@\d][^:：<>@\d]{0,28}[:：]/u;
const author = /\S\s[<[(](mailto:)?[^\s<>()[\]@]+@[^\s<>()[\]]+[>\])]\s*$/u;
const dated = /^(?=.*\b(19|20)\d\d(\b|[年년]))(?=.*\d{1,2}[:.h]\d{2})/u;

/**
 * The same in a tongue we do not know: three named lines in a row, of which the first two name a person with an address
 * and an instant, as no form does.
 */
function foreignHeaderAt(lines: readonly string[], at: number): number {
  if (!named.test(lines[at] ?? '')) return 0;
  const block = lines.slice(at, at + 8);
  const end = block.findIndex((line) => line.length > 1_000 || !named.test(line));
  const count = end < 0 ? block.length : end;
  if (count < 3) return 0;
  const [first = '', second = ''] = block;
  const opens = (author.test(first) && dated.test(second)) || (dated.test(first) && author.test(second));
  return opens ? count : 0;
}

const original =
  /^[\s>*_]{0,4}[-–—_]{2,}\s*(original (message|appointment|email|mail)|reply message|ursprüngliche (nachricht|(e-?)?mail|mitteilung)|original-?nachricht|originalnachricht|message d'origine|message d’origine|message (original|initial)|mensaje original|correo original|mensagem original|messaggio originale|(oorspronkelijk|origineel|originele) (bericht|e-?mail)|opprinnelig (melding|e-?post)|oprindelig (meddelelse|besked|mail)|original(t )?meddelande|ursprungligt (meddelande|mejl)|wiadomość (oryginalna|pierwotna)|oryginalna wiadomość|původní (zpráva|e-?mail)|pôvodná správa|izvirno sporočilo|(izvorna|originalna) poruka|mesaj original|mesajul original|mensaxe orixinal|missatge original|πρωτότυπο μήνυμα|αρχικό μήνυμα|הודעה מקורית|الرسالة الأصلية|رسالة أصلية|پیام اصلی|(исходное|оригинальное|первоначальное) сообщение|(оригінальне|початкове|вихідне) повідомлення|оригинално съобщение|оригинална порака|оригинална порука|orijinal (mesaj|[iİ]leti)|özgün ileti|eredeti üzenet|alkuperäinen viesti|algne (kiri|sõnum|teade)|sākotnēj(ais|ā) (ziņojums|vēstule)|(originalus|pradinis) (laiškas|pranešimas)|pesan asli|mesej asal|(tin nhắn|thư) gốc|ข้อความ(ต้นฉบับ|เดิม)|원본 (메시지|메일)|원래 메시지|原始(邮件|郵件|信件|訊息)|回复的原邮件|元のメッセージ|オリジナル ?メッセージ|mail original|urspr\. mitteilung)\s*[-–—_]{0,}\s*$/iu;

const replyAbove =
  /^[\s>#=*_-]*(please )?(reply|type your reply|write your reply|antworten sie|bitte antworten sie|répondez|responda|rispondi)\b.{0,30}\b(above|oberhalb|über|au-dessus|encima|sopra)\b.{0,30}(line|linie|zeile|ligne|línea|riga)[\s#=*_-]*$/iu;

/** The same without the word, between two marks. */
const replyAboveMarks =
  /^\s{0,4}[#=*_-]{2,}\s*(please )?((type your |write your )?reply|antworten|répondre|responder|rispondere)\b.{0,40}\b(above|oberhalb|au-dessus|encima|acima|sopra)\b.{0,20}[#=*_-]{2,}\s*$/iu;

/** ">>> Ann <ann@x.example> 10/5/2026 4:41 PM >>>", which GroupWise writes above history that bears no marks. */
export function isBracketedMark(line: string): boolean {
  return line.length < 250 && /^>>> \S.{3,200} >>>\s*$/u.test(line);
}

/** The mark with the header run on behind it, as some phones write. */
const runOn = /^[-–—_]{1,}[^-–—_]{5,40}[-–—_]{2,}(?=\s*(from|von|de|da|van|od|от)\s?[:：])/iu;

/** "-----Original Message-----" and its like, and the line above which help desks ask for the answer. */
export function isOriginalMark(line: string): boolean {
  if (line.length > 600) return false;
  const run = runOn.exec(line)?.[0];
  const mark = run === undefined ? line : `-${run}`;
  return mark.length < 200 && (original.test(mark) || replyAbove.test(mark) || replyAboveMarks.test(mark));
}

const forwarded =
  /^[\s>*_]{0,4}([-–—_]{2,}\s*)?(begin )?(forwarded message|forwarded by .{1,80}|weitergeleitete nachricht|anfang der weitergeleiteten (nachricht|e-?mail)|message transféré|début du message (transféré|réexpédié)|mensaje reenviado|inicio del mensaje reenviado|mensagem encaminhada|início da mensagem encaminhada|messaggio inoltrato|inizio messaggio inoltrato|doorgestuurd bericht|begin doorgestuurd bericht|videresendt (melding|meddelelse|besked)|vidarebefordrat (meddelande|mejl)|przekazana wiadomość|přeposlaná zpráva|(начало )?(пересылаемо|пересланно|переадресованно|перенаправленно)(е|го) сообщени[ея]|iletilen mesaj|továbbított üzenet|välitetty viesti|전달된 메시지|转发的邮件|轉寄郵件|転送されたメッセージ|メッセージを転送|転送メッセージ|začátek přeposílané zprávy|start på videresendt besked|välitetty viesti( alkaa| \/ fwd\.msg)|edelleenlähetetty viesti|message transmis|započni proslijeđenu poruku|proslijeđena poruka|továbbított levél kezdete|początek przekazywanej wiadomości|treść przekazanej wiadomości|(início da )?mensagem reencaminhada|începe mesajul redirecționat|mesaj (redirecționat|redirecţionat)|začiatok preposlanej správy|preposlaná správa( --- forwarded message)?|[iİ]leti başlangıcı|[iİ]letil(miş|en) (mesaj|ileti|İleti)|початок листа, що пересилається|(перенаправлене|переслане) повідомлення|προωθημένο μήνυμα|препратено съобщение|missatge reenviat|прослеђена порука|prosleđena poruka|posredovano sporočilo|persiųstas laiškas|pārsūtīt(a vēstule|s ziņojums)|edastatud (kiri|sõnum)|הודעה שהועברה|(ال)?رسالة (ال)?مُ?عاد توجيهها|thư được chuyển tiếp|ข้อความที่ส่งต่อ|pesan (terusan|yang diteruskan))\s*[:：]?\s*[-–—_]{0,}\s*$/iu;

/** "---------- Forwarded message ---------" and its like: what follows is content, not history. */
export function isForwardMark(line: string): boolean {
  return line.length < 200 && forwarded.test(line);
}
