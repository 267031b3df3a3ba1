// The first row of the body as fields, kept in step with the text: what is changed in one shows in the other.

const MAX_FIELDS = 60;

/** The first row of a body in the form {"data": [row, …]}, or null where there is none that fields could show. */
function firstRow(body) {
  const row = Array.isArray(body?.data) ? body.data[0] : null;
  const isFlat = row !== null && typeof row === "object" && Object.values(row).every((value) => value === null || typeof value !== "object");
  const count = isFlat ? Object.keys(row).length : 0;
  return count > 0 && count <= MAX_FIELDS ? row : null;
}

function field(name, value, onChange) {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.value = value === null ? "" : String(value);
  input.inputMode = typeof value === "number" ? "decimal" : "text";
  input.addEventListener("input", () => onChange(parsed(input.value, value)));
  label.append(name, input);
  return label;
}

/** A number where one was or where one is written into an empty cell; nothing written means missing. */
function parsed(text, before) {
  if (text === "") {
    return null;
  }
  const isNumber = typeof before !== "string" && text.trim() !== "" && Number.isFinite(Number(text));
  if (typeof before === "boolean" && (text === "true" || text === "false")) {
    return text === "true";
  }
  return isNumber ? Number(text) : text;
}

/** Draws the fields for a body; `names` are the model's own for rows given by position. */
export function draw(fieldset, body, names, onChange) {
  fieldset.querySelectorAll("label").forEach((label) => label.remove());
  const row = firstRow(body);
  fieldset.hidden = row === null;
  for (const key of Object.keys(row ?? {})) {
    const name = Array.isArray(row) ? names[Number(key)] ?? key : key;
    fieldset.append(
      field(name, row[key], (value) => {
        row[key] = value;
        onChange(body);
      }),
    );
  }
}
