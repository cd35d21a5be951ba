import { anyOf } from './any-of.js';

/** Words that say that a mail did not arrive, in the languages that the common servers write. */
export const FAILURE = anyOf([
  'undeliver(?:able|ed)|non[- ]?deliver(?:y|able)|nondeliverable mail',
  'delivery (?:status notification )?\\(?(?:has )?(?:failed|failure)',
  'deliver(?:y|ing).{0,20}(?:failed|failure|error|problem|unsuccessful)',
  'failure notice|failed (?:mail|delivery|to deliver|recipients?|address(?:es)?)',
  'mail (?:delivery (?:failed|failure|error)|could not be delivered|system error)',
  'returned (?:mail|to (?:the )?sender)|returning message',
  "could ?n(?:o|'|’)t (?:be )?(?:deliver|sen[dt])|can(?:no|'|’)t (?:be )?deliver|unable to (?:be )?deliver",
  "not (?:be(?:en)? )?delivered|was(?:n't|n’t) delivered",
  'message (?:rejected|blocked|bounced)|(?:message|mail) you sent.{0,40}(?:blocked|rejected|returned|bounced)',
  '(?:message|e-?mail|address|recipient).{0,40}(?:was|were|been|has) (?:rejected|refused|bounced)',
  '(?:user|recipient|mailbox|address) (?:unknown|not found|(?:does not|doesn.t) exist)|no such (?:user|mailbox|recipient)',
  'did(?:n.t| not) reach|could(?:n.t| not) be (?:reached|sent|forwarded|relayed|processed)|not (?:been )?(?:sent|reached) to',
  'nicht erreicht|nicht angekommen|konnte.{0,60}nicht .{0,30}(?:übermittelt|gesendet|versendet)|pas (?:parvenu|arrivé)|no (?:ha )?lleg(?:ó|ado)|no (?:se )?(?:pudo|ha podido) enviar|não chegou|non (?:è )?(?:arrivat|giunt)',
  'не (?:дош(?:ло|ел)|получено)|نرسید|لم (?:ي|ت)صل|(?:未|没有|沒有|无法|無法|不能)(?:到[达達]|寄[达達出送]|收到|成功)|届(?:かなかった|いていません)|도착하지',
  'unzustellbar|zustell(?:en|ung).{0,30}(?:fehl|nicht)|fehl.{0,20}zustell|nicht (?:\\S+ )?(?:zugestellt|ausgeliefert)',
  "[ée]chec (?:de|d['’]|dans).{0,20}(?:remise|distribution|livraison|envoi)|non (?:remis|distribu|d[ée]livr)",
  "n['’]a (?:pas )?pu être (?:remis|distribu|livr|envoy|d[ée]livr)|n['’]a pas été (?:remis|distribu|livr|d[ée]livr)",
  'no (?:se )?(?:ha podido |pudo )?(?:ser )?entreg|(?:error|fallo) (?:de|en la) entrega|devuelt',
  'não (?:foi |pôde |pode |p[ôo]de ser )*entreg|falha (?:na|de) entrega|devolvid',
  'mancata consegna|non recapitabile|consegna (?:non riuscita|fallita)|non (?:è stato |può essere )?(?:consegnat|recapitat)',
  'onbestelbaar|niet (?:\\S+ )?(?:bezorgd|afgeleverd)|bezorging.{0,20}mislukt',
  'kunde inte levereras|olevererbar|kunne ikke leveres|ikke leveret|ei voitu toimittaa|toimitus epäonnistui',
  'niedostarczon|niedoręcz|nie .{0,30}dostarczon|odesłan|nedoručiteln|nedoručen|kézbesíthetetlen|nelivrat',
  'недостав|не (?:был[оа]? )?доставлен|ошибка доставки|не (?:может быть|мо[жг]\\S+|удалось) (?:доставлен|доставить|отправ)|не вдалося доставити',
  'teslim edilemedi|iletilemedi|gönderilemedi|δεν (?:παραδόθηκε|ήταν δυνατή)|αποτυχία παράδοσης|לא ניתן (?:היה )?למסור|מסירה נכשלה',
  'تعذ[رّ]+ (?:ال)?(?:تسليم|إرسال|توصيل)|لم يتم (?:تسليم|إرسال|توصيل)|فشل (?:في )?(?:ال)?(?:تسليم|إرسال|توصيل)|غير قابلة? للتسليم',
  'برگشت|(?:تحویل|ارسال) (?:داده )?(?:نشد|ناموفق)|تحویل داده نشد|(?:تحویل|ارسال).{0,30}(?:ناموفق|ممکن نیست|ممکن نشد|شکست)',
  '退信|退回|退件|拒收|未送[达達]|未能(?:到达|送达|投递|發送|送達)|(?:无法|無法)(?:投[递遞]|送[达達]|传递|傳[遞送]|发送)|(?:投[递遞]|發送|发送|傳送|递送|傳遞|寄送)(?:失败|失敗|不成功)',
  '(?:配信|配送|送信|送達|転送)(?:不能|失敗|エラー)|(?:配信|送信|送達|お届け|配達)(?:することが|が)?(?:でき|出来)(?:ません|なかった)|届(?:けられ|き)ません|(?:宛先|あて先)(?:不明|が存在しない)',
  '반송|되돌아|배달(?:되지|하지|에 실패| ?실패| ?불가|이 불가)|(?:전송|발송|전달|수신) ?(?:에 )?(?:실패|불가|오류)|(?:전송|발송|전달|배달)(?:되지|하지|할 수 없)|존재하지 않는 (?:사용자|메일|계정|수신)',
  'không (?:thể )?(?:gửi|chuyển)|chưa được gửi|tidak (?:dapat )?(?:terkirim|dikirim)|gagal (?:terkirim|dikirim)|ไม่สามารถ(?:ส่ง|จัดส่ง)|ส่งไม่สำเร็จ',
]);

/** Words that say that a server still tries. */
export const DELAY = anyOf([
  '(?:delivery|message|mail).{0,30}(?:delayed|delay\\b|still being (?:re)?tried|has not yet been delivered|is still queued)',
  'delayed (?:mail|delivery|message)|delivery status notification \\(delay\\)',
  'warning: (?:could not send|message.{0,40}(?:delayed|still undelivered))|could not send message for past',
  'will (?:continue to|keep) (?:be )?(?:try|retr)|will be retried|delivery attempts will continue',
  'verzögert|remise différée|(?:remise|livraison|distribution|message).{0,30}retard|retrasad[oa]|consegna.{0,20}ritard|entrega.{0,20}atras',
  'vertraagd|försena|forsinke|opóźni|zpožd|gecik(?:ti|me)|(?:доставка|сообщени).{0,30}(?:задерж|отложен)|затримк',
  '(?:تأخ|تاخ)[یيّ]*ر (?:در|في)|(?:تحویل|تسليم).{0,30}(?:تأخیر|تاخیر|تأخير|تأخر)|تأخر (?:ال)?تسليم',
  '延[迟遲](?:投[递遞]|送[达達]|发送|通知)|(?:投[递遞]|送[达達]|发送|邮件|郵件).{0,6}延[迟遲]|(?:配信|配送|送信|送達).{0,6}(?:遅延|遅れ)|(?:전송|배달|발송|전달).{0,6}지연',
]);

/** Words that say that a mail arrived: what a server writes that was asked for it (NOTIFY=SUCCESS). */
export const SUCCESS = anyOf([
  'success(?:ful|fully)\\b.{0,30}(?:deliver|relay)|(?:deliver|relay).{0,30}success|delivery status notification \\((?:success|relay)\\)',
  '^(?:delivered|relayed|expanded|zugestellt|remis|entregado|consegnato|доставлено|weitergeleitet) ?:',
  '(?:has been|was) (?:delivered|relayed) to the following|wurde (?:erfolgreich )?(?:zugestellt|übermittelt)|erfolgreich zugestellt',
  'доставлено успешно|успешно доставлен|送[达達]成功|投[递遞]成功|配信(?:完了|されました)|تم (?:ال)?تسليم|با موفقیت (?:تحویل|ارسال)',
]);

/** Who writes reports: the names that systems give themselves, and no more of a person's address than its beginning. */
export const SYSTEM = anyOf(
  [
    'mailer-?daemon|mail-?daemon|smtp-?daemon|postmaster|post-?office|mdaemon',
    'mail delivery (?:sub)?system|mail-?delivery(?:-?(?:sub)?system)?|delivery-?(?:subsystem|system|report|notification)',
    'bounce[sd]?|nobody|microsoft ?exchange\\w*|microsoft outlook|system administrator|mail[ _-]?admin(?:istrator)?',
    'メール配信システム|系统(?:退信|管理员)?|系統管理員|시스템 ?관리자',
  ],
  '^',
).source;

/** Where the returned mail begins, in the words of the common servers. */
export const RETURNED = anyOf(
  [
    '-{2,}\\s*(?:begin |start of )?(?:original (?:message|mail|header)|below this line|(?:the )?returned (?:message|mail)|message header|this is a copy|the header|message is as follows|enclosed is|forwarded message|unsent message)',
    '-{2,}\\s*(?:原始邮件|原郵件|原邮件|原文|元のメール|オリジナル|원본|ursprüngliche|message (?:d.origine|original)|mensaje original|исходное)',
    '(?:received|return-path|dkim-signature|mime-version|x-received|arc-seal): ',
    'included is a copy|copy of the message|(?:the )?(?:original )?message (?:headers?|text) follows?|original message follows|the (?:original|returned) message (?:is|was|follows)|below (?:is|are) (?:a copy|the)',
  ],
  '^',
);

/** What stands before the address of whoever wrote or may be asked, which is no recipient. */
export const NOT_RECIPIENT =
  /(?:(?<!\p{L})(?:from|sender|sent by|contact|helpdesk|support|reply to|write to|e?-?mail|von|absender|de|da|exp[ée]diteur|remitente|mittente|отправитель|от)|发件人|發件人|寄件[人者]|差出人|送信者|보낸 ?사람|발신자|فرستنده|المرسل)[\s:："'<([]{1,12}(?:mailto:)?$/iu;
