import { spawnSync } from 'node:child_process';

/** What one verifier says of one mail: a verdict for each signature it can judge, from the top. */
export type Verdicts = readonly boolean[];

/** Public keys by the name at which they are looked up: what the DNS would answer. */
export type PublishedKeys = Readonly<Record<string, string>>;

/** A DKIM verifier that is not ours. */
export interface DkimVerifier {
  readonly name: string;
  /** Whether it knows Ed25519 (RFC 8463); one that does not leaves those signatures out. */
  readonly knowsEd25519: boolean;
  readonly verify: (mails: readonly (Buffer | string)[], keys: PublishedKeys) => Verdicts[];
}

// Debian's own Python, which has Debian's python3-dkim; another one may come first on the path.
const PYTHON = '/usr/bin/python3';

const dkimpy: DkimVerifier = {
  name: 'dkimpy',
  knowsEd25519: true,
  verify: (mails, keys) =>
    run(
      PYTHON,
      [
        '-c',
        `
import base64, json, logging, sys, dkim
job = json.load(sys.stdin)
logging.disable(logging.CRITICAL)
def txt(name, timeout=5):
    found = job['keys'].get(name.decode('ascii').rstrip('.'))
    return None if found is None else found.encode('ascii')
def verdict(mail, at):
    try:
        return bool(dkim.DKIM(mail).verify(idx=at, dnsfunc=txt))
    except dkim.DKIMException:
        return False
def verdicts(mail):
    headers, _ = dkim.rfc822_parse(mail)
    count = sum(1 for name, _ in headers if name.lower() == b'dkim-signature')
    return [verdict(mail, at) for at in range(count)]
print(json.dumps([verdicts(base64.b64decode(mail)) for mail in job['mails']]))
`,
      ],
      mails,
      keys,
    ),
};

const mailDkim: DkimVerifier = {
  name: 'Mail::DKIM',
  knowsEd25519: false,
  verify: (mails, keys) =>
    run(
      'perl',
      [
        '-e',
        `
use strict; use warnings; use JSON::PP; use MIME::Base64; use Net::DNS; use Mail::DKIM::Verifier;
my $job = decode_json(join '', <STDIN>);
{ no warnings 'redefine';
  *Mail::DKIM::DNS::query = sub {
    my $found = $job->{keys}{$_[0]};
    return unless defined $found;
    return Net::DNS::RR->new(owner => $_[0], type => 'TXT', txtdata => [$found =~ /(.{1,255})/g]);
  };
}
my @all;
for my $mail (@{ $job->{mails} }) {
  my $verifier = Mail::DKIM::Verifier->new();
  $verifier->PRINT(decode_base64($mail));
  $verifier->CLOSE;
  push @all, [map { $_->result eq 'pass' ? JSON::PP::true : JSON::PP::false }
    grep { ($_->algorithm // '') ne 'ed25519-sha256' } $verifier->signatures];
}
print encode_json(\\@all);
`,
      ],
      mails,
      keys,
    ),
};

/** The verifiers that are installed. On CI both must be: there a missing one is an error. */
export function dkimVerifiers(): DkimVerifier[] {
  const wanted = [
    { verifier: dkimpy, tool: 'python3-dkim', probe: [PYTHON, '-c', 'import dkim, nacl'] },
    {
      verifier: mailDkim,
      tool: 'libmail-dkim-perl',
      probe: ['perl', '-MMail::DKIM', '-MJSON::PP', '-e', '1'],
    },
  ];
  return wanted.flatMap(({ verifier, tool, probe: [command = '', ...args] }) => {
    if (spawnSync(command, args).status === 0) return [verifier];
    if (process.env.CI) throw new Error(`${tool} is not installed`);
    process.stderr.write(`${tool} is not installed: what needs it is skipped\n`);
    return [];
  });
}

function run(
  command: string,
  args: readonly string[],
  mails: readonly (Buffer | string)[],
  keys: PublishedKeys,
): Verdicts[] {
  const encoded = mails.map((mail) => Buffer.from(mail as string, 'latin1').toString('base64'));
  const ran = spawnSync(command, args, {
    input: JSON.stringify({ mails: encoded, keys }),
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ran.status !== 0) throw new Error(`${command} failed: ${ran.stderr.toString()}`);
  return JSON.parse(ran.stdout.toString()) as Verdicts[];
}
