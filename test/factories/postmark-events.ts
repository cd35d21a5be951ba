const base = (mark: string) => ({
  MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
  ServerID: 23,
  MessageStream: 'outbound',
  Tag: '',
  Metadata: { 'vigil-message': mark },
});

/** A bounce, as its documentation of the bounce webhook has it. */
export function postmarkBounce(mark: string, type: string, details = '', id = 4323372036854775) {
  return {
    RecordType: 'Bounce',
    ...base(mark),
    ID: id,
    Type: type,
    TypeCode: 1,
    Name: 'Hard bounce',
    Description: 'The server was unable to deliver your message.',
    Details: details,
    Email: 'person1@example.net',
    From: 'vigil@example.org',
    BouncedAt: '2026-11-24T12:00:00.0000000Z',
    DumpAvailable: true,
    Inactive: true,
    CanActivate: true,
    Subject: 'Please confirm',
  };
}

/** The other records. */
export function postmarkEvents(mark: string) {
  return {
    complaint: {
      RecordType: 'SpamComplaint',
      ...base(mark),
      ID: 42,
      Type: 'SpamComplaint',
      TypeCode: 100001,
      Name: 'Spam complaint',
      Description: 'The subscriber explicitly marked this message as spam.',
      Details: 'Test spam complaint details',
      Email: 'person1@example.net',
      From: 'vigil@example.org',
      BouncedAt: '2026-11-24T12:00:00Z',
      DumpAvailable: true,
      Inactive: true,
      CanActivate: false,
      Subject: 'Please confirm',
    },
    unsubscribed: {
      RecordType: 'SubscriptionChange',
      ...base(mark),
      ChangedAt: '2026-11-24T12:00:00Z',
      Recipient: 'person1@example.net',
      Origin: 'Recipient',
      SuppressSending: true,
      SuppressionReason: 'ManualSuppression',
    },
    resubscribed: {
      RecordType: 'SubscriptionChange',
      ...base(mark),
      ChangedAt: '2026-11-24T12:00:00Z',
      Recipient: 'person1@example.net',
      Origin: 'Customer',
      SuppressSending: false,
      SuppressionReason: null,
    },
    delivery: {
      RecordType: 'Delivery',
      ...base(mark),
      Recipient: 'person1@example.net',
      DeliveredAt: '2026-11-24T12:00:00Z',
      Details: 'Test delivery webhook details',
    },
    open: {
      RecordType: 'Open',
      ...base(mark),
      FirstOpen: true,
      Recipient: 'person1@example.net',
      ReceivedAt: '2026-11-24T12:00:00Z',
    },
  };
}
