/** The events of its "Event Webhook Reference", of a message with this Message-ID; `salt` makes their names new. */
export function sendGridEvents(mark: string, salt = '') {
  const of = (event: string, more: object = {}) => ({
    email: 'person1@example.net',
    timestamp: 1795521600,
    'smtp-id': `<${mark}>`,
    event,
    category: 'cat facts',
    sg_event_id: `${event}${salt}-2FeCcG5VRWpck6mKqRgnDg`,
    sg_message_id: '14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0',
    ...more,
  });
  return {
    processed: of('processed'),
    deferred: of('deferred', { response: '400 try again later', attempt: '5', ip: '168.1.1.1' }),
    delivered: of('delivered', { response: '250 OK', ip: '168.1.1.1' }),
    open: of('open', { sg_machine_open: false, useragent: 'Mozilla/4.0', ip: '255.255.255.255' }),
    click: of('click', { url: 'http://www.sendgrid.com/', ip: '255.255.255.255' }),
    bounce: of('bounce', { reason: '500 unknown recipient', status: '5.0.0', ip: '168.1.1.1' }),
    dropped: of('dropped', { reason: 'Bounced Address', status: '5.0.0' }),
    spamreport: of('spamreport'),
    unsubscribe: of('unsubscribe'),
    group_unsubscribe: of('group_unsubscribe', { asm_group_id: 10 }),
    group_resubscribe: of('group_resubscribe', { asm_group_id: 10 }),
  };
}
