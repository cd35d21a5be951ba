import { anyOf } from './any-of.js';

/** A subject may begin with marks of an answer and with brackets. */
const BEFORE =
  '^(?:(?:re|aw|sv|antw|rv|tr|回复|答复)\\s*[:：]\\s*)*[\\s\\[\\](){}<>*"\'【】（）《》「」『』«»“”!-]*';

/** What sets words off from those of whoever is answered: a bracket, a dash, a brand's exclamation mark. */
const SET_OFF = `(?:${BEFORE}|[([{<【（《「『–—|!]\\s*|\\s-\\s+)`;

/** Words with which programs begin or end the subjects of their answers; a person does not set them off so. */
export const AUTO_SUBJECT = anyOf(
  [
    'auto(?:matic(?:ally)?|mated|mat)?[ -]?(?:generated )?(?:e-?mail )?(?:re(?:ply|sponse|sponder)|answer|acknowledge?ment)|autoresponder|auto\\s*:',
    'out[ -]of[ -](?:the[ -])?office|vacation (?:reply|response|message|notice|notification)|(?:i am |i.m )(?:currently )?(?:away|on (?:vacation|leave|holiday))',
    'automatische (?:antwort|e-?mail|nachricht|rückmeldung|antwoord|eingangsbestätigung)|auto-?antwort|abwesenheit(?:snotiz|snachricht|smeldung|sassistent|sbenachrichtigung|sagent)?|nicht im (?:büro|haus|dienst)|eingangsbestätigung',
    "(?:r[ée]ponse|message|courriel|accusé de réception) automatique|absen(?:ce|t) du bureau|(?:message|avis) d['’]absence",
    'respuesta autom[áa]tica|mensaje autom[áa]tico|fuera de (?:la )?oficina|resposta autom[áa]tica|mensagem autom[áa]tica|fora do escritório',
    'risposta automatica|messaggio automatico|risponditore automatico|fuori (?:sede|ufficio)',
    'automatisch (?:antwoord|bericht)|niet aanwezig|automatiskt? (?:svar|svarsmeddelande|besked)|autosvar|frånvaro|fraværs|poissaolo|automaattinen',
    'авто(?:матический )?\\s?-?ответ|автоматична відповідь|автоматическое (?:сообщение|уведомление)|вне офиса|нет на работе',
    '(?:auto|avto)(?:mat\\p{L}*)?[ -]?(?:odgovor|odpov\\p{L}*|vastaus|svar|antwort|válasz|răspuns)|samodejni odgovor|odpowiedź automatyczna|otomatis balas',
    'autoodpowied|automatyczna odpowied|poza biurem|automatická odpověď|automatikus válasz|otomatik (?:yanıt|cevap)|ofis dışı|αυτόματη απάντηση|răspuns automat|מענה אוטומטי|תשובה אוטומטית',
    '(?:ال)?رد (?:ال)?(?:تلقائي|آلي|أوتوماتيكي)|إجابة تلقائية|خارج المكتب|(?:في|خارج) إجازة',
    '(?:پاسخ|پیام|ایمیل)[ \u200c]?(?:ی )?(?:خودکار|اتوماتیک)|خارج از (?:دفتر|محل کار|اداره)|عدم حضور|غیبت از|در مرخصی|مرخصی هستم',
    '自[动動](?:回[复覆]|答[复覆]|回信|应答)|自动发送|外出(?:自动|通知)|休假(?:自动|通知|中)|自動(?:返信|応答|送信|配信)|不在(?:通知|届|連絡|のお知らせ|の案内)|休暇(?:中|のお知らせ|通知)',
    '부재 ?중|자동 ?(?:회신|응답|답장|발송)|휴가 ?(?:중|안내)|trả lời tự động|balasan otomatis|ตอบกลับอัตโนมัติ|स्वचालित (?:उत्तर|जवाब)|स्वतः उत्तर',
  ],
  SET_OFF,
);

/** Words that are a program's where a subject ends with them or sets them off, and may be a person's elsewhere. */
export const ABSENCE_SUBJECT = new RegExp(
  `${
    anyOf(
      [
        'away|on (?:vacation|leave|holiday)|(?:vacation|holiday|absence|leave)',
        'abwesend|im urlaub|urlaub|absent[es]?|absence|en (?:congé|vacances)|congés|ausente|ausencia|ausência|de (?:vacaciones|férias)|assente|assenza|in ferie|afwezig(?:heid)?',
        'отсутствие|отсутствую|в отпуске|відсутн\\S+|nieobecność|nepřítomnost|távollét|غیبت|مرخصی|غياب|إجازة|不在|休假|外出|休暇',
      ],
      BEFORE,
    ).source
  }\\s*(?:$|[:：;,.!]|\\d|(?:until|till|bis|jusqu|hasta|até|fino|tot|до|تا|حتى)(?:\\P{L}|$)|(?:from|vom|von|du|del?|dal|с|از|من)\\s+\\d|(?:\\s+\\S+){0,2}[\\s'’](?:\\S+['’])?(?:office|e?-?mail|desk|work|büro|bureau|ufficio|lavoro|oficina|escrit[óo]rio|kantoor|bi[uo]r[ao]\\S*|kontor\\S*|офис\\S*)(?!\\p{L}))`,
  'imu',
);

/** Sentences in which a text says of itself that nobody wrote it. */
export const AUTO_SENTENCE = anyOf([
  '\\b(?:this is|this e-?mail is|this message is) an auto(?:matic(?:ally)?|mated|-)[ -]?(?:generated )?(?:e-?mail|reply|response|message|answer|notification|acknowledge?ment)',
  '\\bthis (?:e-?mail|message|reply|response) (?:was|is|has been) (?:automatically (?:generated|sent|created)|(?:generated|sent|created) automatically)',
  'dies ist eine automatisch|diese (?:e-?mail|nachricht|antwort) (?:wurde|wird) automatisch',
  'ceci est (?:un|une) (?:message|r[ée]ponse|e-?mail|courriel)(?: \\S+)? automatique|ce (?:message|courriel|mail) (?:est|a été) (?:envoyé |généré )?automatique',
  'est[ea] es una? (?:respuesta|mensaje|correo) autom[áa]tic|esta é uma (?:resposta|mensagem) autom[áa]tica|quest[ao] è una? (?:risposta|messaggio|e-?mail) automatic|dit is een automatisch',
  'это автоматическ\\S+ (?:ответ|сообщение|уведомление)|(?:письмо|сообщение|ответ) (?:создано|отправлено|сформировано) автоматически|to jest automatyczn|bu (?:bir )?otomatik',
  'این (?:یک )?(?:پیام|پاسخ|ایمیل|نامه).{0,20}(?:خودکار|اتوماتیک)|هذه? (?:الرسالة |رسالة |الرد |رد |بريد ).{0,20}(?:تلقائي|آلي)',
  '[这這此本](?:是一?封?)?(?:由)?(?:系[统統])?自[动動](?:回[复覆]|发送|發送)|[此本](?:邮件|郵件|信)(?:为|為|是|由)?(?:系[统統])?自[动動]|本?(?:この)?メールは.{0,20}自動|이 (?:메일|메시지)(?:은|는) .{0,10}자동',
]);
