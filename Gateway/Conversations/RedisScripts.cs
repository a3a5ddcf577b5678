namespace LlmAspire.Gateway.Conversations;

/// <summary>What the gateway does in Redis in one step. Every key of a script has the same hash tag, so a cluster takes them too.</summary>
internal static class RedisScripts
{
    /// <summary>
    /// Adds turns, one behind the other, each so: instead of the last one when that has its id, else once per turn id; then trims whole turns
    /// from the beginning, then sets the expiry. A last turn that brought copies of others along has begun the conversation, so all goes with
    /// it. KEYS: items, meta, for each turn. ARGV, for each turn: how many follow for it; turn id, seconds to live, most items, most bytes,
    /// time in milliseconds, trace id, title, the turn that must be the last one or nothing, "1" for a chain, the number of turns, the
    /// tenant's index, the conversation's id, then the items. Gives for each 1; 2 when the index could not be written here, as in a cluster,
    /// which has it elsewhere; 0 when the turn is there already; -1 when another turn is the last one. The last turn ids, 1 KB of them, are
    /// remembered.
    /// </summary>
    public static readonly RedisScript Append = new("""
        local function turnOf(element)
          return element and string.match(element, '^([%w_-]+)')
        end
        local function append(items, meta, from, to)
          local turn, ttl, most, mostBytes, now, trace, title, after, chain, count = unpack(ARGV, from, from + 9)
          local known = redis.call('HMGET', meta, 'last', 'ids', 'bytes', 'turns', 'created', 'title')
          local ids = known[2] or ','
          local bytes = tonumber(known[3] or '0') or 0
          local turns = tonumber(known[4] or '0') or 0
          if known[1] == turn and tonumber(count) > 1 then
            redis.call('DEL', items)
            bytes, turns = 0, 0
          elseif known[1] == turn then
            local element = redis.call('LINDEX', items, -1)
            while turnOf(element) == turn do
              redis.call('RPOP', items)
              bytes = bytes - #element
              element = redis.call('LINDEX', items, -1)
            end
            turns = turns - 1
          elseif string.find(ids, ',' .. turn .. ',', 1, true) then
            return 0
          else
            if after ~= '' and known[1] ~= after then
              return -1
            end
            ids = ids .. turn .. ','
            if #ids > 1024 then
              ids = string.sub(ids, -1024)
              ids = string.sub(ids, string.find(ids, ',', 1, true), -1)
            end
          end
          local length = 0
          for i = from + 12, to, 1000 do
            length = redis.call('RPUSH', items, unpack(ARGV, i, math.min(i + 999, to)))
          end
          for i = from + 12, to do
            bytes = bytes + #ARGV[i]
          end
          turns = turns + tonumber(count)
          while length > tonumber(most) or bytes > tonumber(mostBytes) do
            local first = redis.call('LINDEX', items, 0)
            local oldest = turnOf(first)
            if not first or oldest == turn then
              break
            end
            repeat
              redis.call('LPOP', items)
              length = length - 1
              bytes = bytes - #first
              first = redis.call('LINDEX', items, 0)
            until not first or turnOf(first) ~= oldest
            turns = turns - 1
          end
          local set = {'last', turn, 'ids', ids, 'bytes', bytes, 'items', length, 'turns', turns, 'updated', now, 'trace', trace}
          if not known[5] then
            set[#set + 1], set[#set + 2], set[#set + 3], set[#set + 4] = 'created', now, 'chain', chain
          end
          if not known[6] and title ~= '' then
            set[#set + 1], set[#set + 2] = 'title', title
          end
          redis.call('HSET', meta, unpack(set))
          redis.call('EXPIRE', items, ttl)
          redis.call('EXPIRE', meta, ttl)
          local noted = redis.pcall('ZADD', ARGV[from + 10], now, ARGV[from + 11])
          return type(noted) == 'table' and noted.err and 2 or 1
        end
        local results, at = {}, 1
        for key = 1, #KEYS, 2 do
          local last = at + tonumber(ARGV[at])
          results[#results + 1] = append(KEYS[key], KEYS[key + 1], at + 1, last)
          at = last + 1
        end
        return results
        """);

    /// <summary>
    /// Reads a conversation that is there. KEYS: items, meta. ARGV: the most items. Gives the items, the last ones, or nothing when there is
    /// no such conversation.
    /// </summary>
    public static readonly RedisScript ReadExisting = new("""
        if redis.call('HEXISTS', KEYS[2], 'created') == 0 then
          return false
        end
        return redis.call('LRANGE', KEYS[1], -tonumber(ARGV[1]), -1)
        """);

    /// <summary>
    /// Reads what a response stands in. KEYS: the response. ARGV: how the key of its conversation's items begins and ends, the most items.
    /// Gives nothing when the response is not known; else conversation, turn, chain, the number of items that were asked, and the items. The
    /// conversation's key is not known before, so a cluster may have it elsewhere and refuse it: then the items are nothing.
    /// </summary>
    public static readonly RedisScript ReadChain = new("""
        local place = redis.call('HMGET', KEYS[1], 'conversation', 'turn', 'chain', 'asked')
        if not place[1] or not place[2] then
          return false
        end
        local items = redis.pcall('LRANGE', ARGV[1] .. place[1] .. ARGV[2], -tonumber(ARGV[3]), -1)
        if items.err then
          items = false
        end
        return {place[1], place[2], place[3], place[4], items}
        """);

    /// <summary>Writes and leaves nothing behind. KEYS: a key that nobody else uses. Gives 1.</summary>
    public static readonly RedisScript Probe = new("""
        redis.call('SET', KEYS[1], '1', 'EX', 60)
        redis.call('DEL', KEYS[1])
        return 1
        """);

    /// <summary>Sets a member of a hash that is there. KEYS: meta. ARGV: the member, its value. Gives whether it is there.</summary>
    public static readonly RedisScript SetMember = new("""
        if redis.call('EXISTS', KEYS[1]) == 0 then
          return 0
        end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        return 1
        """);

    /// <summary>Writes a whole hash that expires. KEYS: the hash. ARGV: seconds to live, then members and values. Gives 1.</summary>
    public static readonly RedisScript SetHash = new("""
        redis.call('HSET', KEYS[1], unpack(ARGV, 2))
        redis.call('EXPIRE', KEYS[1], ARGV[1])
        return 1
        """);

    /// <summary>
    /// Takes one item out. KEYS: items, meta. ARGV: how the item's element begins. Gives whether it was there.
    /// </summary>
    public static readonly RedisScript RemoveItem = new("""
        for _, element in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
          if string.sub(element, 1, #ARGV[1]) == ARGV[1] then
            redis.call('LREM', KEYS[1], 1, element)
            if redis.call('EXISTS', KEYS[2]) == 1 then
              redis.call('HINCRBY', KEYS[2], 'items', -1)
              redis.call('HINCRBY', KEYS[2], 'bytes', -#element)
            end
            return 1
          end
        end
        return 0
        """);
}
