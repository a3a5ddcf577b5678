namespace LlmAspire.Gateway.Dialects;

/// <summary>Changes to a JSON body by place, applied at once: the rest of the body stays byte for byte as it came.</summary>
internal sealed class BodyEdits
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly List<(int Start, int End, ReadOnlyMemory<byte>[] Pieces)> _edits = [];

    /// <summary>No changes yet.</summary>
    /// <param name="body">One JSON object; must stay as it is until <see cref="Apply"/>.</param>
    public BodyEdits(ReadOnlyMemory<byte> body) => _body = body;

    /// <summary>Puts something in the place of bytes.</summary>
    /// <param name="at">Where; an empty range inserts. Ranges must not overlap.</param>
    /// <param name="pieces">What, in order.</param>
    public void Replace(Range at, params ReadOnlyMemory<byte>[] pieces) => _edits.Add((at.Start.Value, at.End.Value, pieces));

    /// <summary>
    /// Takes a member of the body's top out, with one of the commas around it. Members must be taken out in order, and one must stay.
    /// </summary>
    /// <param name="member">Where its name begins and its value ends.</param>
    public void Remove(Range member)
    {
        var body = _body.Span;
        var (start, end) = (member.Start.Value, member.End.Value);
        var before = start - 1;
        while (IsBlank(body[before]))
        {
            before--;
        }

        if (body[before] == ',' && !_edits.Exists(edit => edit.Start <= before && before < edit.End))
        {
            _edits.Add((before, end, []));
            return;
        }

        // The first member, or the first that is left.
        while (IsBlank(body[end]))
        {
            end++;
        }

        _edits.Add((start, body[end] == ',' ? end + 1 : end, []));
    }

    /// <summary>The body with the changes.</summary>
    /// <returns>The body itself when there are none, else a new one.</returns>
    public ReadOnlyMemory<byte> Apply()
    {
        if (_edits.Count == 0)
        {
            return _body;
        }

        _edits.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        var result = new byte[_body.Length + _edits.Sum(edit => edit.Pieces.Sum(piece => piece.Length) - (edit.End - edit.Start))];
        var (at, from) = (0, 0);
        foreach (var (start, end, pieces) in _edits)
        {
            _body.Span[from..start].CopyTo(result.AsSpan(at));
            at += start - from;
            foreach (var piece in pieces)
            {
                piece.Span.CopyTo(result.AsSpan(at));
                at += piece.Length;
            }

            from = end;
        }

        _body.Span[from..].CopyTo(result.AsSpan(at));
        return result;
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
