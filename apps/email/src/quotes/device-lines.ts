/** Longer lines are sentences. */
const longest = 160;

const device =
  /(?<![\p{L}\d])(iphone\p{L}*|ipad\p{L}*|ipod\p{L}*|ios|android|phone|smartphone\p{L}*|mobile?phone|mobile|cell|handheld|blackberry|samsung|galaxy|htc|nokia|huawei|xiaomi|oneplus|motorola|pixel|lumia|outlook|mail|mailbox|airmail|spark|sparrow|yahoo|gmail|proton|k-9|thunderbird|windows|mac|macbook|tablet|device|nine|edison|aqua|polymail|canary|missive|mailmate|mailspring|nylas|newton|bluemail|mymail|fastmail|tuta(nota)?|zoho|gmx|yandex|яндекс|em ?client|fairemail|k9|mailbird|typeapp|spike|shortwave|aol|icloud|roundcube|geary|evolution|kmail|betterbird|postbox|superhuman|front|hey|telefon\p{L}*|handy|mobiltelefon|mobilgerät|mobil|móvil|movil|celular|telefone|téléphone|telefono|cellulare|dispositivo|puhelimesta|posta|телефона|смартфона|айфона|устройства|почт[аы])(?![\p{L}\d])/iu;

/** What may stand beside the device in small letters: anything else makes it a sentence of the person's own. */
const beside = new Set(
  `a an and app application at by client device e-mail email for from in mobile most network of on our secure smartphone
  super system the to using version via web wireless with world's my your auf aus dem den der das des e-post für gerät
  im mein meine meinem meiner mit mobile mobilen mobiler vom von zum über app' appli chez de depuis du l' la le les mon ma
  pour sur un une aplicación con desde el en mi mis móvil para por versión aplicativo com da do meu minha no o pelo al
  col dal della dispositivo il mio per su tramite una aan de een het mijn met op uit vanaf vanuit voor af att av det ett fra från
  från' för i min mitt mobil på till til minun -puhelimesta -puhelimestani puhelimesta puhelimestani dla mojego moim na
  systemu urządzenia z ze mého můj pro s telefonu mojho môjho az az én -omról -ról telefonomról cihazımdan için mobil
  tarafından pe meu meul telefonul с из от моего моей мобильного мобильной мобильных почты приложения телефона
  устройства для на із зі мого додатка το τη την μου από του mog mojeg mojega moja моя моята minu mano mana no iš minem
  của tôi saya saya. dari melalui amb meu des`.split(/\s+/),
);

/** "Sent from my …" in the languages of the mail programs; what follows must name a device or a program. */
const phrases = [
  /^(e-?mail |message )?(sent|written|posted|composed|typed) (from |via |with |using |on (?=my |an? |the )|by (?=my |the |\p{Lu}))\s*((my|a|an|the|your)\s+)?/iu,
  /^(diese (nachricht|mail|e-?mail) wurde )(von|mit) mein(em|er)\s+(?=.*(gesendet|verschickt|versendet))/i,
  /^(gesendet|verschickt|gesandt|geschickt) (von|vom|mit|über)( (meinem|meiner|mein|dem|der))?\s+/i,
  /^(von|vom|mit|per)( (meinem|meiner|mein|dem|der))?\s+(?=[^\s].{0,60}\s(aus )?(gesendet|verschickt|versendet)\.?$)/i,
  /^envoyé (depuis |de |à partir de |avec |par (?=mon |\p{Lu}))\s*((mon|ma|un|une)\s+)?/iu,
  /^enviado (desde |de |do |da |a partir do |con |com |por (?=mi |meu |\p{Lu}))\s*((mi|meu|minha|el|um)\s+)?/iu,
  /^inviat[oa] (da|dal|dallo|con|tramite)( (mio|mia|un))?\s+/i,
  /^(verzonden|verstuurd) (vanaf|vanuit|van|met|via)( (mijn|een))?\s+/i,
  /^(sendt|skickat|skickades|lähetetty|sent) ((fra|från|med|via|omasta)\b ?)?((min|mitt|minun)\b ?)?\s*/i,
  /^(στάλθηκε|εστάλη) από (το|τη|την)\s+/i,
  /^(נשלח) (מה|מ)-?\s*/i,
  /^(أُ?رسلت|تم الإرسال|مرسل) من (ال(ـ)?\s?)?\s*/i,
  /^ส่งจาก\s*/i,
  /^(đã )?(được )?gửi từ\s+/i,
  /^dikirim (dari|melalui)\s+/i,
  /^enviat (des de|des del|amb)( (el )?meu)?\s+/i,
  /^(poslano|poslato|послато|изпратено) (s|sa|iz|z|от|са|из)( (mojeg|mog|mojega|моя|моята|мог))?\s+/i,
  /^(saadetud|nosūtīts|išsiųsta) (minu|no|iš)( (mano|mana))?\s*/i,
  /^(wysłane|wysłano|odesláno|odoslané|elküldve|trimis|gönderildi|отправлено|надіслано) (z|ze|з|со?|из|de pe|az?)?( (mojego|mého|môjho|моего|мого|telefonul))?\s*/i,
];

/** Whole lines that need no device after them. */
const fixed = [
  /^(get|download|télécharger|obtenir|obtén|obtener|obter( o)?|holen sie sich|hanki|scarica|hämta|hent|pobierz( aplikację)?|загрузить|завантажити|získat|získať|获取|取得|下載|下载) \[?(outlook|bluemail)\]?( \S{1,10}){0,2} (ios|android|mac|windows)\S{0,3}$/iu,
  /^get \[?outlook for (ios|android)(\]\()?https?:\S{1,600}$/iu,
  /^outlook( \S{1,5})? (ios|android) ?(herunterladen|downloaden|を入手)$/iu,
  /^((ios|android)(용| için) outlook\S{0,3} (받기|edinin))$/iu,
  /^(someone )?from (my )?(mobile|iphone|ipad|android)( phone| device)?( \d{1,2})?[.!]?$/i,
  /^(發自|发自|来自|來自)\s*(我的)?[^，。,!！?？]{0,24}(iphone|ipad|手機|手机|mail|android|outlook|邮箱|郵箱|邮件|郵件|大师)[^，。,!！?？]{0,12}$/iu,
  /^(從|从)\s*(我的)?[^，。,!！?？]{1,40}(傳送|发送|寄出)[。.]?$/u,
  /^.{0,24}(iphone|ipad|android|スマートフォン|携帯|メール|outlook)\s*から送信(しました|されました)?[。.]?$/iu,
  /^(나의|내)?\s?.{0,30}(iphone|ipad|android|갤럭시|메일|outlook|아이폰).{0,6}에서 보냄\.?$/iu,
  /^(az? |a )?\S{0,20} ?(iphone|ipad|android|mobil)\S{0,10}( \S{1,20})? (gönderildi|küldve)\.?$/iu,
  /^von unterwegs gesendet\.?$/i,
];

/** What people add to such a line: that they are sorry for its brevity, or where the program is had. */
const added =
  /^[\s\])>}"'.!,;:–—-]*$|excus|typo|brevi|brièv|spell|sorry|apolog|pardon|kürze|tippfehler|fehler|errores|erros|scus|https?:|www\.|@|free|secure|open source|\)/iu;

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

/** A known device or program and no sentence around it, or a model's name: capitals and digits, nothing else. */
function namesDevice(rest: string): boolean {
  const bare = rest.replace(/^[[(*_"']+/, '').replace(/\s(aus )?(gesendet|verschickt|versendet)\.?$/i, '');
  const clause = bare.split(/[,;.!)\]](?=\s|$)|\s[–—-]\s|[<(]/)[0] ?? '';
  if (!added.test(bare.slice(clause.length)) && !isApposition(bare.slice(clause.length))) return false;
  const words = clause.split(/[\s\]]+/).filter(Boolean);
  if (words.length === 0 || words.length > 9 || !words.every(isBeside)) return false;
  if (device.test(clause)) return true;
  if (words.length === 1 && /^i[A-Z][a-z]{2,}$/.test(words[0] ?? '')) return true;
  return words.every((word) => /^[\p{Lu}\d][\p{L}\d.+-]*$/u.test(word)) && words.some((word) => /\d/.test(word));
}

/** "… – the most secure mobile device": words that name it once more. */
function isApposition(text: string): boolean {
  return text.split(/[\s,–—-]+/).every((word) => word === '' || isBeside(word));
}

/** The device, a name, a model or a small word; days and months are no names. */
function isBeside(word: string): boolean {
  if (/^(mon|tues|wednes|thurs|fri|satur|sun)day$|^(mon|diens|donners|frei|sams|sonn)tag$|^mittwoch$/iu.test(word)) {
    return false;
  }
  return /[\p{Lu}\d]/u.test(word) || /^\p{Lo}/u.test(word) || device.test(word) || beside.has(word.toLowerCase());
}
