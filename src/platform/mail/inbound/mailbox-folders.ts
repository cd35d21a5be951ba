/** What was counted, for as long as a report is kept. */
export const DONE_FOLDER = 'Vigil-done';

/** What nothing could be made of: it waits there for a person, and is never deleted by us. */
export const UNREAD_FOLDER = 'Vigil-unread';
