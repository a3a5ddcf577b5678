namespace LlmAspire.MockLlm.Answers;

/// <summary>Finds where a recorded body was probably written in pieces: after each blank line. A body without one is a single
/// piece.</summary>
internal static class EventCuts
{
    /// <summary>Cuts a body.</summary>
    /// <param name="body">The body.</param>
    /// <returns>The pieces, which together are the whole body.</returns>
    public static List<Range> In(ReadOnlySpan<byte> body)
    {
        var cuts = new List<Range>();
        var start = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var rest = body[i..];
            var length = rest.StartsWith("\n\n"u8) ? 2 : rest.StartsWith("\r\n\r\n"u8) ? 4 : 0;
            if (length > 0)
            {
                cuts.Add(start..(i + length));
                start = i + length;
                i = start - 1;
            }
        }

        if (start < body.Length || cuts.Count == 0)
        {
            cuts.Add(start..body.Length);
        }

        return cuts;
    }
}
