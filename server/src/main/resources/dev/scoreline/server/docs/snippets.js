// The request as a command and as a program, to be copied.

function shellQuoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function curl(url, body, hasCredential) {
  const lines = [`curl ${shellQuoted(url)}`, `-H 'Content-Type: application/json'`];
  if (hasCredential) {
    lines.push(`-H "Authorization: Bearer $SCORELINE_KEY"`);
  }
  lines.push(`-d ${shellQuoted(body)}`);
  return lines.join(" \\\n  ");
}

function python(url, body, hasCredential) {
  const credential = hasCredential ? `, "Authorization": f"Bearer {os.environ['SCORELINE_KEY']}"` : "";
  return [
    ...(hasCredential ? ["import os"] : []),
    "import requests",
    "",
    `body = ${JSON.stringify(body)}`,
    `headers = {"Content-Type": "application/json"${credential}}`,
    `response = requests.post(${JSON.stringify(url)}, data=body.encode(), headers=headers, timeout=60)`,
    "response.raise_for_status()",
    "print(response.json())",
  ].join("\n");
}

/** The credential itself is never written out: a snippet is made to be passed on. */
export function snippet(language, url, body, hasCredential) {
  return { curl, python }[language](url, body, hasCredential);
}
