namespace LlmAspire.Signals.Replay;

/// <summary>Reads a stream in batches of whole lines, at least one line each, without holding more than a batch.</summary>
/// <param name="input">The stream; read to its end, not closed.</param>
internal sealed class LineReader(Stream input)
{
    /// <summary>A longer line is passed over.</summary>
    public const int LongestLine = 64 * 1024 * 1024;

    private const int BatchBytes = 256 * 1024;

    private byte[] _rest = [];
    private long _number;
    private bool _ended;
    private bool _skipping;

    /// <summary>The next batch; null at the end.</summary>
    public LineBatch? Next()
    {
        var buffer = new byte[Math.Max(BatchBytes, 2 * _rest.Length)];
        _rest.CopyTo(buffer, 0);
        var filled = _rest.Length;
        _rest = [];
        while (true)
        {
            filled += Fill(buffer, filled);
            var lines = Split(buffer, filled, out var end);
            if (lines.Count > 0 || _ended)
            {
                _rest = buffer[end..filled];
                return lines.Count > 0 ? new LineBatch(buffer, lines) : null;
            }

            if (filled > LongestLine)
            {
                _skipping = true;
                filled = 0;
            }
            else
            {
                // One line fills the buffer, or only blank ones do.
                buffer.AsSpan(end, filled - end).CopyTo(buffer);
                filled -= end;
                Array.Resize(ref buffer, filled * 2 > buffer.Length ? buffer.Length * 2 : buffer.Length);
            }
        }
    }

    private int Fill(byte[] buffer, int filled)
    {
        var read = input.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
        _ended = read < buffer.Length - filled;
        return read;
    }

    private List<(int Start, int Length, long Number)> Split(byte[] buffer, int filled, out int end)
    {
        var lines = new List<(int Start, int Length, long Number)>();
        end = 0;
        while (end < filled)
        {
            var length = buffer.AsSpan(end, filled - end).IndexOf((byte)'\n');
            if (length < 0 && !_ended)
            {
                break;
            }

            length = length < 0 ? filled - end : length;
            _number++;
            if (_skipping)
            {
                lines.Add((end, 0, _number));
                _skipping = false;
            }
            else if (!buffer.AsSpan(end, length).Trim(" \t\r"u8).IsEmpty)
            {
                lines.Add((end, length, _number));
            }

            end = Math.Min(end + length + 1, filled);
        }

        return lines;
    }
}
