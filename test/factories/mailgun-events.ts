const base = (mark: string) => ({
  id: '2kFItcrLQuKTdp-Ia2Xr7w',
  timestamp: 1795521600.5923693,
  account: { id: '1234567890303a4bd1f33898' },
  domain: { name: 'example.org' },
  envelope: { sender: 'vigil@example.org', targets: 'person1@example.net', transport: 'smtp' },
  message: {
    attachments: [],
    headers: {
      'message-id': mark,
      from: 'Vigil <vigil@example.org>',
      to: 'person1@example.net',
      subject: 'Please confirm',
    },
    size: 384,
  },
  recipient: 'person1@example.net',
  'recipient-domain': 'example.net',
  tags: [],
  campaigns: [],
  'user-variables': [],
});

/** A delivery that failed for good. */
export function mailgunFailed(mark: string, status: object | null, reason = 'bounce') {
  return {
    ...base(mark),
    event: 'failed',
    severity: 'permanent',
    reason,
    'log-level': 'error',
    'delivery-status': status && { 'attempt-no': 1, description: null, 'session-seconds': 0.2, ...status },
  };
}

/** The events of its page "Webhook payloads". */
export function mailgunEvents(mark: string) {
  return {
    permanent: mailgunFailed(mark, {
      code: 550,
      message:
        '5.5.0 Requested action not taken: mailbox unavailable (S2017062302). [BN3PEPF0000B36D.namprd21.prod.outlook.com 2026-02-12T17:42:55.527Z 08DE657A58651558]',
      'enhanced-code': '5.5.0',
      'mx-host': '802679870.pamx1.hotmail.com',
      'bounce-type': 'hard',
    }),
    temporary: {
      ...base(mark),
      event: 'failed',
      severity: 'temporary',
      reason: 'generic',
      'delivery-status': {
        'attempt-no': 1,
        code: 421,
        message: 'Your IP is temporary blacklisted by an anti-troyan rule, retry later',
        description: null,
        'retry-seconds': 600,
        'enhanced-code': null,
      },
    },
    rejected: {
      ...base(mark),
      event: 'rejected',
      reject: { reason: 'Sandbox subdomains are for test purposes only.', description: '' },
    },
    complained: { ...base(mark), event: 'complained', envelope: { 'sending-ip': '161.38.194.10' } },
    unsubscribed: {
      ...base(mark),
      event: 'unsubscribed',
      envelope: undefined,
      message: { headers: { 'message-id': mark } },
      tags: ['*'],
      ip: '38.142.208.162',
      storage: [],
    },
    delivered: {
      ...base(mark),
      event: 'delivered',
      'delivery-status': {
        'attempt-no': 1,
        code: 250,
        message: 'OK',
        description: null,
        'enhanced-code': null,
      },
    },
    opened: { ...base(mark), event: 'opened', message: { headers: { 'message-id': mark } } },
    clicked: { ...base(mark), event: 'clicked', url: 'https://example.org/' },
    accepted: { ...base(mark), event: 'accepted', method: 'SMTP' },
  };
}
