// What Red Hat's YAML language server, the one in VS Code, Neovim and Helix, says about texts under given schemas.
// Takes its path; on stdin {"schemas": {name: schema}, "cases": [{"schema": name, "text": "…", "at": [line, character] or null}]}.
// Prints for each case the messages and, at a place, the words that it offers.
const server = require(process.argv[2]);
const { schemas, cases } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const service = server.getLanguageService({
  schemaRequestService: (uri) => Promise.reject(`nothing is fetched: ${uri}`),
  workspaceContext: { resolveRelativePath: (relative, resource) => new URL(relative, resource).href },
});
service.configure({
  validate: true,
  completion: true,
  schemas: Object.entries(schemas).map(([name, schema]) => ({
    uri: `file:///${name}.schema.json`, fileMatch: [`*.${name}.yaml`], schema,
  })),
});
(async () => {
  const out = [];
  for (const [n, { schema, text, at }] of cases.entries()) {
    const document = server.TextDocument.create(`file:///site/${n}.${schema}.yaml`, 'yaml', 1, text);
    const found = await service.doValidation(document, false);
    const position = at && { line: at[0], character: at[1] };
    const offered = position ? (await service.doComplete(document, position, false)).items : [];
    out.push({ found: found.map((d) => `${d.range.start.line + 1}: ${d.message}`), offered: offered.map((i) => i.label) });
  }
  console.log(JSON.stringify(out));
})();
