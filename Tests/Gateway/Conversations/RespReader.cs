using System.Globalization;
using System.Text;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Reads values of Redis' own protocol from a stream, one after the other, each with the bytes it came in.</summary>
internal sealed class RespReader(Stream stream, CancellationToken cancellationToken)
{
    /// <summary>The next value.</summary>
    /// <returns>Its bytes, and the texts in it.</returns>
    public async Task<(byte[] Raw, string[] Words)> ReadAsync()
    {
        using var raw = new MemoryStream();
        var words = new List<string>();
        await ReadValueAsync(raw, words);
        return (raw.ToArray(), [.. words]);
    }

    private async Task ReadValueAsync(MemoryStream raw, List<string> words)
    {
        var line = await ReadLineAsync(raw);
        var count = line[0] is '$' or '*' ? int.Parse(line[1..], CultureInfo.InvariantCulture) : -1;
        switch (line[0])
        {
            case '$' when count >= 0:
                var text = new byte[count + 2];
                await stream.ReadExactlyAsync(text, cancellationToken);
                raw.Write(text);
                words.Add(Encoding.UTF8.GetString(text.AsSpan(0, count)));
                break;
            case '*':
                for (var i = 0; i < count; i++)
                {
                    await ReadValueAsync(raw, words);
                }

                break;
            case '+' or '-' or ':':
                words.Add(line[1..]);
                break;
        }
    }

    private async Task<string> ReadLineAsync(MemoryStream raw)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (one[0] != '\n')
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            raw.Write(one);
            line.Append((char)one[0]);
        }

        return line.ToString(0, line.Length - 2);
    }
}
