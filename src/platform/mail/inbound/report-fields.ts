/** One group of a report's fields, by lower-case name; of a repeated field the first counts. */
export type ReportFields = ReadonlyMap<string, string>;

const FIELD = /^([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*)$/;

/**
 * Reads the fields of a machine-readable part (RFC 3464 §2.1.1, RFC 5965 §3.1): groups between blank lines, long
 * fields folded. `opens` names fields that begin a group of their own even where a server forgot the blank line.
 */
export function readFieldGroups(text: string, opens: readonly string[] = []): ReportFields[] {
  const groups: Map<string, string>[] = [];
  let group = new Map<string, string>();
  let last: string | undefined;
  const close = () => {
    if (group.size > 0) groups.push(group);
    group = new Map();
    last = undefined;
  };
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const field = FIELD.exec(line);
    const name = field?.[1]?.toLowerCase();
    if (line.trim() === '') close();
    else if (name !== undefined && !/^[ \t]/.test(line)) {
      if (opens.includes(name) && group.has(name)) close();
      last = name;
      if (!group.has(name)) group.set(name, field?.[2]?.trim() ?? '');
    } else if (last !== undefined) {
      group.set(last, `${group.get(last) ?? ''} ${line.trim()}`.trim());
    }
  }
  close();
  return groups;
}
