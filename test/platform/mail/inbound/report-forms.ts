/** What a report must be read as. */
export interface Expected {
  readonly kind: string;
  readonly address?: string | null;
  readonly status?: string | null;
  readonly diagnostic?: RegExp;
}

/** One report, in the form that its system documents or is known to write. */
export interface Report {
  readonly system: string;
  readonly mail: string;
  readonly expected: Expected;
}

/** The mail of ours that comes back in these reports. */
export const RETURN_PATH = 'b+f5lxx1zz5pnorynqglhzmsp33.0a1b2c3d';
export const MESSAGE_UUID = 'd9f5e3a0-1111-4222-8333-444455556666';

/** Its headers, as a report returns them. */
export const returned = `Return-Path: <${RETURN_PATH}@bounces.vigil.example>
From: Campaign <vigil@vigil.example>
To: parisa@post.example
Subject: Confirm your signature
Message-ID: <m${MESSAGE_UUID}@vigil.example>
Date: Tue, 1 Sep 2026 06:00:00 +0000`;

/** A report with a machine-readable part (RFC 3464). */
export const dsn = (
  head: string,
  words: string,
  status: string,
  { last = 'message/rfc822', type = 'message/delivery-status' } = {},
) => `Return-Path: <>
${head}
To: ${RETURN_PATH}@bounces.vigil.example
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

--=_b
Content-Type: text/plain; charset=utf-8

${words}

--=_b
Content-Type: ${type}

${status}

--=_b
Content-Type: ${last}

${returned}

Please confirm.
--=_b--
`;

/** A report in words alone. */
export const plain = (head: string, words: string, type = 'text/plain; charset=utf-8') => `Return-Path: <>
${head}
To: ${RETURN_PATH}@bounces.vigil.example
MIME-Version: 1.0
Content-Type: ${type}

${words}
`;

/** A report of a form of its own. */
export const mime = (head: string, type: string, body: string) => `Return-Path: <>
${head}
To: <${RETURN_PATH}@bounces.vigil.example>
MIME-Version: 1.0
Content-Type: ${type}

${body}
`;

/** The field by which an answer names the mail of ours that it answers. */
export const answersOurs = `In-Reply-To: <m${MESSAGE_UUID}@vigil.example>`;

/** What a person or a program answers. */
export const answer = (head: string, body: string, type = 'text/plain; charset=utf-8') => `${head}
To: vigil@vigil.example
Date: Tue, 1 Sep 2026 08:00:00 +0000
MIME-Version: 1.0
Content-Type: ${type}

${body}
`;
