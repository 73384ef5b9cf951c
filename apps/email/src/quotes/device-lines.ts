/** Longer lines are sentences. */
const longest = 160;

const device =
  /\b(iphon[\p{L}-]*|ipad[\p{L}-]*|ipod|ios|android|phone|smartphone|mobile?phone|mobile|cell|handheld|blackberry|samsung|galaxy|htc|nokia|huawei|xiaomi|oneplus|motorola|pixel|lumia|outlook|mail|mailbox|airmail|spark|sparrow|yahoo|gmail|proton|k-9|thunderbird|windows|mac|macbook|tablet|device|nine|edison|aqua|polymail|canary|missive|mailmate|mailspring|nylas|newton|bluemail|mymail|fastmail|tuta(nota)?|zoho|gmx|yandex|яндекс|emclient|fairemail|k9|mailbird|typeapp|spike|shortwave|aol|icloud|roundcube|geary|evolution|kmail|betterbird|postbox|superhuman|front|hey|telefon|handy|mobiltelefon|móvil|movil|celular|telefone|téléphone|telefono|cellulare|dispositivo|smartphone-?a|iphone'a)(?![\p{L}\d])/iu;

/** "Sent from my …" in the languages of the mail programs; what follows must name a device or a program. */
const phrases = [
  /^(e-?mail |message )?(sent|written|posted|composed|typed) (from|via|by|with|using|on)( (my|a|an|the|your))?\s+/i,
  /^(someone )?from (my )?(?=mobile|iphone|ipad|android)/i,
  /^(diese (nachricht|mail|e-?mail) wurde )?(von|mit) mein(em|er)\s+(?=.*(gesendet|verschickt))/i,
  /^(gesendet|verschickt|gesandt|geschickt) (von|vom|mit|über)( (meinem|meiner|mein|dem|der))?\s+/i,
  /^envoyé (de|depuis|à partir de|avec|par)( (mon|ma|un|une))?\s+/i,
  /^enviado (desde|de|do|da|a partir do|con|com|por)( (mi|meu|minha|el|um))?\s+/i,
  /^inviat[oa] (da|dal|dallo|con|tramite)( (mio|mia|un))?\s+/i,
  /^(verzonden|verstuurd) (vanaf|van|met|via)( (mijn|een))?\s+/i,
  /^(sendt|skickat|lähetetty|sent) ((fra|från|med|via|omasta)\b ?)?((min|mitt|minun)\b ?)?\s*/i,
  /^(στάλθηκε|εστάλη) από (το|τη|την)\s+/i,
  /^(נשלח) (מה|מ)-?\s*/i,
  /^(أُ?رسلت|تم الإرسال|مرسل) من (ال(ـ)?\s?)?\s*/i,
  /^ส่งจาก\s*/i,
  /^(đã )?(được )?gửi từ\s+/i,
  /^dikirim (dari|melalui)\s+/i,
  /^enviat (des de|des del|amb)( (el )?meu)?\s+/i,
  /^(poslano|poslato|послато|изпратено) (s|sa|iz|z|от|са|из)( (mojeg|mog|mojega|моя|моята|мог))?\s+/i,
  /^(saadetud|nosūtīts|išsiųsta) (minu|no|iš)( (mano|mana))?\s*/i,
  /^(wysłane|wysłano|odesláno|odoslané|elküldve|trimis|gönderildi|отправлено|надіслано) (z|ze|з|со?|de pe|az?)?( (mojego|mého|môjho|моего|мого|telefonul))?\s*/i,
];

/** Whole lines that need no device after them. */
const fixed = [
  /^(get|télécharger|obtén|holen sie sich|hanki|scarica|obter) \[?outlook\b/i,
  /^(發自|发自|從|从)\s*(我的)?.{0,40}?(傳送|发送|傳送|iphone|ipad|手機|手机|mail|android)/i,
  /^(iphone|ipad|android|スマートフォン)\s*から送信/i,
  /^나의 .{0,30}에서 보냄/,
  /^diese (nachricht|e-?mail) wurde von meinem .{0,80} gesendet\.?$/i,
  /^.{0,40}(iphone|ipad|android|mobil\w*).{0,10}(gesendet|gönderildi|küldve|verstuurd)\.?$/i,
];

/** Whether the line is what a phone or a program writes under every mail, such as "Sent from my iPhone". */
export function isDeviceLine(line: string): boolean {
  // The program's name may be a link.
  const plain = line.length < 2 * longest + 600 ? line.replace(/ ?<https?:[^\s<>]{1,600}>/g, '') : line;
  if (plain.length > longest) return false;
  const words = plain.trim().replace(/^[<([*_\s]+/, '');
  if (fixed.some((pattern) => pattern.test(words))) return true;
  return phrases.some((phrase) => {
    const start = phrase.exec(words)?.[0];
    return start !== undefined && namesDevice(words.slice(start.length));
  });
}

/** A known device or program among the first words, or a model's name: capitals and digits, nothing else. */
function namesDevice(rest: string): boolean {
  if (/(^|\s)(e-?)?mail[ -]?app\b/i.test(rest.slice(0, 60))) return true;
  const clause = rest.split(/[,;.!<([](?=\s|[a-z/])|[<(]/i)[0] ?? '';
  const words = clause
    .replace(/^[[(]+|[\])>.\s]+$/g, '')
    .split(/\s+/)
    .filter(Boolean);
  const named =
    clause.trim() === ''
      ? (rest
          .split(/[\])]/)[0]
          ?.replace(/^[[(]+/, '')
          .split(/\s+/) ?? [])
      : words;
  if (named.length === 0 || named.length > 8) return false;
  if (device.test(named.slice(0, 6).join(' '))) return true;
  if (named.length === 1 && /^i[A-Z][a-z]{2,}$/.test(named[0] ?? '')) return true;
  return named.every((word) => /^[\p{Lu}\d][\p{L}\d.+-]*$/u.test(word)) && named.some((word) => /\d/.test(word));
}
