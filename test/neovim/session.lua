-- What a person does in Neovim, without a screen: opens a file, points at a mask, asks for the callers of a function.
-- Environment: SERVER_COMMAND (JSON list), TREE, CACHE, ANSWER (file that gets the answers as JSON).
local tree, answers = vim.env.TREE, {}

local function fail(what)
  answers.failed = tostring(what)
end

--- Line and column, both from 0, one character into the first `name` behind the first `after`.
local function position(buffer, after, name)
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
  local from = assert(text:find(after, 1, true), after)
  local at = assert(text:find(name, from, true), name)
  local before = vim.split(text:sub(1, at), '\n')
  return { line = #before - 1, character = #before[#before] }
end

local function ask(buffer, method, params)
  local result, err = vim.lsp.buf_request_sync(buffer, method, params, 30000)
  if not result then error(method .. ': ' .. tostring(err)) end
  for _, answer in pairs(result) do
    if answer.err then error(method .. ': ' .. vim.inspect(answer.err)) end
    return answer.result
  end
end

local function session()
  vim.cmd('edit ' .. vim.fn.fnameescape(tree .. '/mm/vmscan.c'))
  vim.bo.filetype = 'c'
  local buffer = vim.api.nvim_get_current_buf()
  local ready = false
  local client = vim.lsp.start_client({
    name = 'gfp-lens',
    cmd = vim.fn.json_decode(vim.env.SERVER_COMMAND),
    root_dir = tree,
    init_options = { cacheDir = vim.env.CACHE },
    handlers = {
      ['gfpLens/indexState'] = function(_, state)
        if state.state == 'ready' then ready = true end
      end,
    },
  })
  assert(client, 'the server does not start')
  assert(vim.lsp.buf_attach_client(buffer, client), 'the client does not attach')
  assert(vim.wait(60000, function() return ready end, 50), 'the index never was ready')

  local document = { uri = vim.uri_from_bufnr(buffer) }
  local hover = ask(buffer, 'textDocument/hover', {
    textDocument = document,
    position = position(buffer, 'may_enter_fs', '__GFP_FS'),
  })
  answers.hover = hover.contents.value
  local items = ask(buffer, 'textDocument/prepareCallHierarchy', {
    textDocument = document,
    position = position(buffer, 'do_shrink_slab(', 'do_shrink_slab'),
  })
  answers.prepared = items[1].name
  answers.incoming = vim.tbl_map(function(call) return call.from.name end, ask(buffer, 'callHierarchy/incomingCalls', { item = items[1] }))
  answers.outgoing = vim.tbl_map(function(call) return call.to.name .. ' ' .. call.to.detail end, ask(buffer, 'callHierarchy/outgoingCalls', { item = items[1] }))
  vim.lsp.stop_client(client)
end

local ok, problem = pcall(session)
if not ok then fail(problem) end
vim.fn.writefile({ vim.fn.json_encode(answers) }, vim.env.ANSWER)
vim.cmd('qall!')
