-- What an editor does in Neovim, without a screen: attach, make a slip, be told, complete, be told what a name means,
-- mend the slip with the fix that is offered, rename a source, save. Prints what Neovim shows, one line each.
local agon, page = arg_agon, arg_page

local function run()
  local function say(...) io.stdout:write(table.concat({ ... }, " "), "\n") end

  vim.cmd("edit " .. page)
  local buffer = vim.api.nvim_get_current_buf()
  local client = vim.lsp.start_client({ name = "agon", cmd = { agon, "lsp" }, root_dir = vim.fn.getcwd() })
  vim.lsp.buf_attach_client(buffer, client)
  -- texts that a rename opens are attached as vim.lsp.enable attaches them
  vim.api.nvim_create_autocmd("FileType", {
    pattern = { "markdown", "yaml" },
    callback = function(opened) vim.lsp.buf_attach_client(opened.buf, client) end,
  })
  local function wait(what, condition)
    if not vim.wait(60000, condition, 10) then
      say("no", what)
      vim.cmd("cquit")
    end
  end
  wait("client", function() return vim.lsp.buf_is_attached(buffer, client) and vim.lsp.get_client_by_id(client).initialized end)

  local function slips()
    local found = vim.diagnostic.get(buffer, { severity = { min = vim.diagnostic.severity.WARN } })
    local shown = {}
    for _, d in ipairs(found) do
      local words = vim.api.nvim_buf_get_text(buffer, d.lnum, d.col, d.end_lnum, d.end_col, {})[1]
      table.insert(shown, ("%s at %q: %s"):format(d.code or d.user_data.lsp.code, words, d.message:match("[^\n]*")))
    end
    return shown
  end
  local function ask(method, params)
    local answers = assert(vim.lsp.buf_request_sync(buffer, method, params, 60000))
    return assert(answers[client], "no answer to " .. method).result
  end
  -- the cursor goes to the start of some words of the last line
  local function go(words)
    local last = vim.api.nvim_buf_line_count(buffer)
    local line = vim.api.nvim_buf_get_lines(buffer, last - 1, last, false)[1]
    vim.api.nvim_win_set_cursor(0, { last, assert(line:find(words, 1, true)) - 1 })
  end
  local function here() return vim.lsp.util.make_position_params(0, vim.lsp.get_client_by_id(client).offset_encoding) end

  -- a slip, typed and not saved
  vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { "", "Été 😀: [[robin-sampl]] and [@council-street-survey], [@gaz" })
  wait("slip", function() return #slips() == 2 end)
  for _, slip in ipairs(slips()) do say("told", slip) end

  go("[@gaz")
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_win_get_cursor(0)[1], vim.api.nvim_win_get_cursor(0)[2] + 5 })
  local offered = ask("textDocument/completion", here()).items
  table.sort(offered, function(a, b) return a.sortText < b.sortText end)
  for _, item in ipairs(offered) do
    if vim.startswith(item.filterText, "gaz") and item.filterText:find("parking") then
      say("offered", item.label)
      vim.lsp.util.apply_text_edits({ item.textEdit }, buffer, vim.lsp.get_client_by_id(client).offset_encoding)
    end
  end

  go("council-street")
  say("means", (ask("textDocument/hover", here()).contents.value:gsub("\n+", " | ")))
  say("named", #ask("textDocument/references", vim.tbl_extend("force", here(), { context = { includeDeclaration = true } })), "times")

  go("robin-sampl")
  local at = here()
  local fixes = ask("textDocument/codeAction", { textDocument = at.textDocument, range = { start = at.position, ["end"] = at.position }, context = { diagnostics = {} } })
  say("fix", fixes[1].title)
  vim.lsp.util.apply_workspace_edit(fixes[1].edit, vim.lsp.get_client_by_id(client).offset_encoding)
  wait("mended text", function() return #slips() == 0 end)

  go("council-street")
  local edit = ask("textDocument/rename", vim.tbl_extend("force", here(), { newName = "survey-of-2025" }))
  vim.lsp.util.apply_workspace_edit(edit, vim.lsp.get_client_by_id(client).offset_encoding)
  say("last line", vim.api.nvim_buf_get_lines(buffer, -2, -1, false)[1])
  vim.cmd("silent wall")
  wait("clean text", function() return #slips() == 0 end)
  go("survey-of-2025")
  local place = ask("textDocument/definition", here())
  say("stands in", vim.fn.fnamemodify(vim.uri_to_fname(place.uri), ":t"), "line", place.range.start.line + 1)
  vim.lsp.stop_client(client)
end

-- a mistake in this script must end Neovim, and not leave it waiting
local fine, problem = xpcall(run, debug.traceback)
if not fine then
  io.stderr:write(problem, "\n")
  vim.cmd("cquit")
end
vim.cmd("qall!")
