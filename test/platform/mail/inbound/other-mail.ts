import { MESSAGE_UUID, type Report, RETURN_PATH, returned } from './report-forms.js';

/** Complaints, programs' answers and people's. */
export const otherMail: readonly Report[] = [
  {
    system: 'a feedback report (RFC 5965)',
    mail: `From: <abusedesk@provider.example>
To: <abuse@vigil.example>
Subject: FW: Confirm your signature
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="p"

--p
Content-Type: text/plain; charset=us-ascii

This is an email abuse report.

--p
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <${RETURN_PATH}@bounces.vigil.example>
Original-Rcpt-To: <parisa@provider.example>
Arrival-Date: Tue, 1 Sep 2026 06:00:03 +0000
Source-IP: 192.0.2.1

--p
Content-Type: message/rfc822
Content-Disposition: inline

${returned}

Please confirm.
--p--
`,
    expected: { kind: 'complaint' },
  },
  {
    system: 'a feedback report that takes a complaint back',
    mail: `From: <fbl@provider.example>
To: <abuse@vigil.example>
Subject: not spam
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="p"

--p
Content-Type: text/plain

Not spam.
--p
Content-Type: message/feedback-report

Feedback-Type: not-spam
User-Agent: X/1
Version: 1

--p
Content-Type: text/rfc822-headers

${returned}
--p--
`,
    expected: { kind: 'unknown' },
  },
  {
    system: 'the junk reporting of Outlook.com',
    mail: `From: staff@hotmail.com
To: abuse@vigil.example
Subject: complaint about message from 192.0.2.1
X-HmXmrOriginalRecipient: parisa@hotmail.example
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="j"

--j
Content-Type: message/rfc822
Content-Disposition: inline

${returned}

Please confirm.
--j--
`,
    expected: { kind: 'complaint' },
  },
  {
    system: 'an out-of-office answer of Exchange',
    mail: `From: Office <office@ministry.example>
To: vigil@vigil.example
Subject: Automatic reply: Confirm your signature
In-Reply-To: <m${MESSAGE_UUID}@vigil.example>
X-Auto-Response-Suppress: All
Auto-Submitted: auto-generated

I am out of the office until 7 September. In urgent matters: desk@ministry.example. Undeliverable mail will be ignored.
`,
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a vacation answer with nothing but its subject',
    mail: `From: Parisa <parisa@post.example>
To: vigil@vigil.example
Subject: =?utf-8?B?2b7Yp9iz2K4g2K7ZiNiv2qnYp9ix?=
In-Reply-To: <m${MESSAGE_UUID}@vigil.example>

این روزها در سفر هستم.
`,
    expected: { kind: 'auto_reply' },
  },
  {
    system: 'a receipt for reading (RFC 8098)',
    mail: `From: office@ministry.example
To: vigil@vigil.example
Subject: Read: Letter
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="m"

--m
Content-Type: text/plain

Your message was read.
--m
Content-Type: message/disposition-notification

Final-Recipient: rfc822;office@ministry.example
Original-Message-ID: <m${MESSAGE_UUID}@vigil.example>
Disposition: manual-action/MDN-sent-manually; displayed
--m--
`,
    expected: { kind: 'auto_reply' },
  },
  {
    system: "a person's answer that speaks of failed deliveries",
    mail: `From: Desk Officer <desk@ministry.example>
To: vigil@vigil.example
Subject: Re: Letter of 1 September
In-Reply-To: <m${MESSAGE_UUID}@vigil.example>
References: <m${MESSAGE_UUID}@vigil.example>
Content-Type: text/plain; charset=utf-8

Dear campaign, earlier letters could not be delivered to us, delivery failed twice with 550 5.1.1. Please use this address.
`,
    expected: { kind: 'reply' },
  },
];
