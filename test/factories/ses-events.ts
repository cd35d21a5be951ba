/** The `mail` object of an event, as SES documents it, of a message with this Message-ID. */
function mailOf(mark: string) {
  return {
    timestamp: '2026-11-24T11:59:38.237Z',
    source: 'vigil@example.org',
    sourceArn: 'arn:aws:ses:eu-west-1:123456789012:identity/example.org',
    sourceIp: '127.0.3.0',
    sendingAccountId: '123456789012',
    callerIdentity: 'vigil',
    messageId: '0102019a8c2f1e55-3f1e1c77-6a3f-4d53-9c55-1f5d7e8a9b10-000000',
    destination: ['person1@example.net'],
    headersTruncated: false,
    headers: [
      { name: 'From', value: 'Vigil <vigil@example.org>' },
      { name: 'To', value: 'person1@example.net' },
      { name: 'Message-ID', value: `<${mark}>` },
      { name: 'Subject', value: 'Please confirm' },
    ],
    commonHeaders: {
      from: ['Vigil <vigil@example.org>'],
      date: 'Tue, 24 Nov 2026 11:59:38 +0000',
      to: ['person1@example.net'],
      messageId: `<${mark}>`,
      subject: 'Please confirm',
    },
  };
}

/** A bounce, as the developer guide's examples have it. */
export function sesBounce(mark: string, bounceType: string, bounceSubType: string, told: object = {}) {
  return {
    notificationType: 'Bounce',
    bounce: {
      bounceType,
      bounceSubType,
      reportingMTA: 'dns; email.example.com',
      bouncedRecipients: [{ emailAddress: 'person1@example.net', action: 'failed', ...told }],
      timestamp: '2026-11-24T11:59:44.101Z',
      feedbackId: '0102019a8c2f3b00-44455566-cccc-cccc-cccc-ddddaaaa068a-000000',
      remoteMtaIp: '127.0.2.0',
    },
    mail: mailOf(mark),
  };
}

/** The other events, in the form of a configuration set's event publishing. */
export function sesEvents(mark: string) {
  const mail = mailOf(mark);
  return {
    complaint: {
      eventType: 'Complaint',
      complaint: {
        complainedRecipients: [{ emailAddress: 'person1@example.net' }],
        timestamp: '2026-11-24T12:00:00.000Z',
        feedbackId: '0102019a8c300000-61b59c11-9236-11e6-8f96-7be8aexample-000000',
        userAgent: 'Mozilla/5.0',
        complaintFeedbackType: 'abuse',
        arrivalDate: '2026-11-24T11:59:50.000Z',
      },
      mail,
    },
    delay: {
      eventType: 'DeliveryDelay',
      mail,
      deliveryDelay: {
        timestamp: '2026-11-24T12:25:48.000Z',
        delayType: 'TransientCommunicationFailure',
        expirationTime: '2026-11-24T18:00:00.000Z',
        delayedRecipients: [
          {
            emailAddress: 'person1@example.net',
            status: '4.4.1',
            diagnosticCode: 'smtp; 421 4.4.1 Unable to connect to remote host',
          },
        ],
      },
    },
    delivery: {
      eventType: 'Delivery',
      mail,
      delivery: {
        timestamp: '2026-11-24T12:00:02.000Z',
        processingTimeMillis: 546,
        recipients: ['person1@example.net'],
        smtpResponse: '250 2.6.0 Message received',
        reportingMTA: 'mta.example.com',
      },
    },
    reject: { eventType: 'Reject', mail, reject: { reason: 'Bad content' } },
    subscription: {
      eventType: 'Subscription',
      mail,
      subscription: {
        contactList: 'ContactListName',
        timestamp: '2026-11-24T12:00:00.000Z',
        source: 'UnsubscribeHeader',
        newTopicPreferences: { unsubscribeAll: true, topicSubscriptionStatus: [] },
        oldTopicPreferences: { unsubscribeAll: false, topicSubscriptionStatus: [] },
      },
    },
    open: {
      eventType: 'Open',
      mail,
      open: { ipAddress: '192.0.2.1', timestamp: '2026-11-24T12:00:00.000Z', userAgent: 'Mozilla/5.0' },
    },
    send: { eventType: 'Send', mail, send: {} },
  };
}
