namespace LlmAspire.Gateway.Conversations;

/// <summary>The script that adds a turn: once per turn id, then trims whole turns from the beginning, then sets the expiry.</summary>
internal static class AppendScript
{
    /// <summary>
    /// KEYS: items, meta. ARGV: turn id, seconds to live, most items, most bytes, time in milliseconds, trace id, then the items. Gives 1,
    /// or 0 when the turn is there already; the last turn ids, 4 KB of them, are remembered.
    /// </summary>
    public const string Text = """
        local turns = redis.call('HGET', KEYS[2], 'turns') or ','
        if string.find(turns, ',' .. ARGV[1] .. ',', 1, true) then
          return 0
        end
        local bytes = tonumber(redis.call('HGET', KEYS[2], 'bytes') or '0')
        for i = 7, #ARGV do
          redis.call('RPUSH', KEYS[1], ARGV[i])
          bytes = bytes + #ARGV[i]
        end
        local count = redis.call('LLEN', KEYS[1])
        while count > tonumber(ARGV[3]) or bytes > tonumber(ARGV[4]) do
          local first = redis.call('LINDEX', KEYS[1], 0)
          local turn = first and string.match(first, '^(%S+)')
          if not turn or turn == ARGV[1] then
            break
          end
          while first and string.match(first, '^(%S+)') == turn do
            redis.call('LPOP', KEYS[1])
            count = count - 1
            bytes = bytes - #first
            first = redis.call('LINDEX', KEYS[1], 0)
          end
        end
        turns = turns .. ARGV[1] .. ','
        if #turns > 4096 then
          turns = string.sub(turns, -4096)
          turns = string.sub(turns, string.find(turns, ',', 1, true), -1)
        end
        redis.call('HSET', KEYS[2], 'turns', turns, 'bytes', bytes, 'items', count, 'updated', ARGV[5], 'trace', ARGV[6])
        redis.call('EXPIRE', KEYS[1], ARGV[2])
        redis.call('EXPIRE', KEYS[2], ARGV[2])
        return 1
        """;
}
