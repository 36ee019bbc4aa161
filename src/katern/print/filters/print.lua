-- From the booklet's clean HTML to Typst: each construct of the dialect becomes a call of templates/katern.typ.
-- What pandoc's own Typst writer leaves out (alt text, classes, header cells) is written here. Calls are opened and
-- closed by raw Typst around what pandoc writes itself, which is ten times as fast as writing each argument apart.

local function quoted(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('\n', ' ') .. '"'
end

-- The reader drops `data-` from an attribute's name unless HTML knows the rest.
local function attribute(element, name)
  return element.attributes[name] or element.attributes['data-' .. name]
end

local function raw(text)
  return pandoc.RawBlock('typst', text)
end

local function raw_inline(text)
  return pandoc.RawInline('typst', text)
end

-- Blocks ------------------------------------------------------------------------------------------

-- `call[title][content]`, or `call(none)[content]` where a construct that may have a title has none.
local function wrapped(call, div, title_class)
  local out = pandoc.List({})
  local blocks = div.content
  if title_class then
    local first = blocks[1]
    if first and first.t == 'Div' and first.classes:includes(title_class) then
      blocks:remove(1)
      out:insert(raw('#' .. call .. '['))
      out:extend(first.content)
      out:insert(raw(']['))
    else
      out:insert(raw('#' .. call:gsub('%)$', ', none)', 1) .. '['))
      if not call:match('%)$') then
        out[#out] = raw('#' .. call .. '(none)[')
      end
    end
  else
    out:insert(raw('#' .. call .. '['))
  end
  out:extend(blocks)
  out:insert(raw(']'))
  return out
end

local plain = {
  lead = 'lead', messages = 'messages', facts = 'facts', tasks = 'tasks', ['helpline-card'] = 'helpline-card',
  ['helplines__name'] = 'helpline-name', ['helplines__number'] = 'helpline-number', ['helplines__seen'] = 'small',
}
local with_title = { question = 'question', tab = 'tab', record = 'record' }
local with_value = {
  source = { 'source', 'name', quoted }, narrow = { 'narrow', 'size', tostring }, landscape = { 'landscape', 'size', tostring },
}
local with_value_and_title = {
  ['glossary-term'] = { 'glossary-term', 'name', quoted },
  write = { 'write-lines', 'lines', tostring }, ['write-note'] = { 'write-note', 'lines', tostring },
}

local function two_sides(call, div)
  local out = pandoc.List({ raw(call .. '[') })
  out:extend(div.content[1].content)
  out:insert(raw(']['))
  out:extend(div.content[2].content)
  out:insert(raw(']'))
  return out
end

local function call_of(div, class)
  if plain[class] then
    return wrapped(plain[class], div)
  elseif with_title[class] then
    return wrapped(with_title[class], div, 'title')
  elseif with_value[class] then
    local call, name, form = table.unpack(with_value[class])
    return wrapped(call .. '(' .. form(attribute(div, name)) .. ')', div)
  elseif with_value_and_title[class] then
    local call, name, form = table.unpack(with_value_and_title[class])
    return wrapped(call .. '(' .. form(attribute(div, name)) .. ')', div, 'title')
  elseif class == 'admonition' then
    local short = attribute(div, 'short') and 'short: true, ' or ''
    return wrapped('admonition(' .. short .. quoted(attribute(div, 'kind') or 'note') .. ')', div, 'title')
  elseif class == 'pair' then
    return two_sides('#pair', div)
  elseif class == 'card' then
    local number, group = attribute(div, 'number') or '0', attribute(div, 'group') or ''
    return two_sides('#add-card(' .. number .. ', ' .. quoted(group) .. ')', div)
  end
end

function Div(div)
  if div.classes:includes('title') or div.classes:includes('side') then
    return nil
  end
  for _, class in ipairs(div.classes) do
    local call = call_of(div, class)
    if call then
      return call
    end
  end
  return div.content
end

-- Tables: real header cells, widths that Typst finds, alignment as the author asked.
local ALIGN = { AlignLeft = 'left', AlignRight = 'right', AlignCenter = 'center', AlignDefault = 'left' }

-- A cell stays whole on a page, unless a page might not hold it.
local LONGEST_WHOLE_CELL = 900

local function add_row(out, row)
  for _, cell in ipairs(row.cells) do
    local spans = {}
    if cell.col_span > 1 then
      table.insert(spans, 'colspan: ' .. cell.col_span)
    end
    if cell.row_span > 1 then
      table.insert(spans, 'rowspan: ' .. cell.row_span)
    end
    if #pandoc.utils.stringify(cell.contents) > LONGEST_WHOLE_CELL then
      table.insert(spans, 'breakable: true')
    end
    out:insert(raw('table.cell(' .. table.concat(spans, ', ') .. ')['))
    out:extend(cell.contents)
    out:insert(raw('],'))
  end
end

function Table(tbl)
  local aligns = {}
  for _, spec in ipairs(tbl.colspecs) do
    table.insert(aligns, ALIGN[spec[1]] or 'left')
  end
  local out = pandoc.List({})
  if #tbl.caption.long > 0 then
    out:insert(raw('#table-title['))
    out:extend(tbl.caption.long)
    out:insert(raw(']'))
  end
  out:insert(raw('#data-table(' .. #tbl.colspecs .. ', (' .. table.concat(aligns, ', ') .. ',),'))
  if #tbl.head.rows > 0 then
    out:insert(raw('table.header('))
    for _, row in ipairs(tbl.head.rows) do
      add_row(out, row)
    end
    out:insert(raw('),'))
  end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.head) do
      add_row(out, row)
    end
    for _, row in ipairs(body.body) do
      add_row(out, row)
    end
  end
  for _, row in ipairs(tbl.foot.rows) do
    add_row(out, row)
  end
  out:insert(raw(')'))
  return out
end

-- Typst's own term list splits the tags of what stands in it.
function DefinitionList(list)
  local out = pandoc.List({})
  for _, entry in ipairs(list.content) do
    out:insert(raw('#definition['))
    out:insert(pandoc.Plain(entry[1]))
    out:insert(raw(']['))
    for _, blocks in ipairs(entry[2]) do
      out:extend(blocks)
    end
    out:insert(raw(']'))
  end
  return out
end

function Figure(figure)
  local out = pandoc.List({})
  if figure.identifier ~= '' then
    out:insert(raw('#anchor(' .. quoted(figure.identifier) .. ')'))
  end
  if #figure.caption.long > 0 then
    out:insert(raw('#captioned['))
    out:extend(figure.caption.long)
    out:insert(raw(']['))
  else
    out:insert(raw('#captioned(none)['))
  end
  out:extend(figure.content)
  out:insert(raw(']'))
  return out
end

function Header(header)
  header.classes = pandoc.List({})
  header.attributes = {}
  return header
end

-- Inlines -----------------------------------------------------------------------------------------

-- Typst reads a bracket's first word as a line's: "= " would be a heading. Nothing, in front, makes it a word.
local function around(open, inlines)
  local out = pandoc.List({ raw_inline(open .. '[') })
  local first = inlines[1]
  if first and first.t == 'Str' and (first.text:match('^[=%-+/]') or first.text:match('^%d+%.$')) then
    out:insert(raw_inline('#"";'))
  end
  out:extend(inlines)
  out:insert(raw_inline(']'))
  return out
end

function Image(image)
  local parts = { quoted(image.src) }
  local alt = pandoc.utils.stringify(image.caption)
  if alt ~= '' then
    table.insert(parts, 'alt: ' .. quoted(alt))
  end
  if attribute(image, 'points') then
    table.insert(parts, 'width: ' .. attribute(image, 'points') .. 'pt')
  end
  if image.classes:includes('inline') then
    table.insert(parts, 'inline: true')
  end
  return raw_inline('#picture(' .. table.concat(parts, ', ') .. ')')
end

function Link(link)
  if link.target:sub(1, 1) == '#' then
    local call = link.classes:includes('page') and '#xref(' or '#inref('
    return around(call .. quoted(link.target:sub(2)) .. ')', link.content)
  end
  local shown = attribute(link, 'shown')
  local note = shown and ', shown: ' .. quoted(shown) or ''
  return around('#ext(' .. quoted(link.target) .. note .. ')', link.content)
end

function Span(span)
  if attribute(span, 'task') then
    return around('#task(' .. attribute(span, 'task') .. ')', span.content)
  end
  if span.classes:includes('citation-small') then
    return around('#small', span.content)
  end
  local language = attribute(span, 'lang')
  if language then
    return around('#text(lang: ' .. quoted(language:match('^%a+')) .. ', region: none)', span.content)
  end
  if span.identifier ~= '' then
    span.content:insert(1, raw_inline('#anchor(' .. quoted(span.identifier) .. ')'))
  end
  return span.content
end

return { { Image = Image, Span = Span, Link = Link, Header = Header, Figure = Figure, Table = Table, DefinitionList = DefinitionList, Div = Div } }
