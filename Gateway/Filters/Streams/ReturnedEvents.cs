using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Filters.Streams;

/// <summary>
/// Reads what a filter sends back: gathers events into groups, and releases a group when its number has come. An event that came back
/// unchanged is released as the provider's own bytes. Nothing of a group goes on before its number, and nothing of a group that is wrong.
/// </summary>
internal sealed class ReturnedEvents : IDisposable
{
    /// <summary>What a group may be longer than what it answers: four times, and this.</summary>
    private const int SpareBytes = 1024 * 1024;

    private const int ReadBytes = 4096;

    private readonly HeldEvents _held;
    private readonly FilterReport _report;
    private readonly bool _isDocument;
    private readonly ByteQueue _incoming = new();
    private readonly ByteQueue _group = new();
    private readonly List<ReturnedEvent> _members = [];
    private EventFramer _framer;
    private int _scanned;

    /// <summary>Answers to <paramref name="held"/>.</summary>
    /// <param name="held">What was sent.</param>
    /// <param name="report">Is told what the filter did.</param>
    /// <param name="isDocument">Whether it was one document.</param>
    public ReturnedEvents(HeldEvents held, FilterReport report, bool isDocument)
    {
        _held = held;
        _report = report;
        _isDocument = isDocument;
    }

    /// <summary>The number up to which the filter has said to have received.</summary>
    public long Received { get; private set; }

    /// <summary>Whether the bytes that were handled last ended a line.</summary>
    public bool HasAdvanced { get; private set; }

    /// <summary>Room to read into.</summary>
    /// <returns>At least a few KB; not touched until <see cref="Take"/>.</returns>
    public Memory<byte> Room() => _incoming.GetMemory(ReadBytes);

    /// <summary>Handles the bytes that were read into <see cref="Room"/>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="output">Takes what goes on.</param>
    /// <returns>What is wrong with them; everything before that has been handled.</returns>
    public FilterFault Take(int count, ByteQueue output)
    {
        _incoming.Advance(count);
        HasAdvanced = _incoming.Span[^count..].Contains((byte)'\n');
        while (!_report.IsBlocked)
        {
            var length = _framer.Next(_incoming.Span[_scanned..]);
            if (length < 0)
            {
                _scanned = _incoming.Length;
                See(ReturnedEvent.ProgressOf(_incoming.Span));
                var limit = (4L * _held.Length) + SpareBytes;
                return _incoming.Length + _group.Length > limit ? FilterFault.Protocol : FilterFault.None;
            }

            var fault = Handle(_incoming.Span[..(_scanned + length)], output);
            _incoming.Skip(_scanned + length);
            _scanned = 0;
            if (fault != FilterFault.None)
            {
                return fault;
            }
        }

        return FilterFault.None;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _incoming.Dispose();
        _group.Dispose();
    }

    private FilterFault Handle(ReadOnlySpan<byte> block, ByteQueue output)
    {
        if (_members.Count == 0 && _held.TryRelease(block, output))
        {
            _report.CountEvents(1);
            See(_held.First - 1);
            return FilterFault.None;
        }

        var at = _group.Length;
        var returned = ReturnedEvent.Read(block, _group);
        See(returned.Progress);
        if (returned.IsVerdict)
        {
            var isKnown = FilterVerdict.TryRead(_group.Span[at..], out var verdict);
            _group.CutTo(at);
            if (!isKnown || verdict.Action == "failed")
            {
                return isKnown ? FilterFault.Unreadable : FilterFault.Protocol;
            }

            _report.Add(verdict);
            return returned.HasNumber ? Release(returned, output) : FilterFault.None;
        }

        if (returned.Length > returned.ProgressLength || returned.HasNumber)
        {
            _members.Add(returned);
        }
        else
        {
            _group.CutTo(at);
        }

        return returned.HasNumber ? Release(returned, output) : FilterFault.None;
    }

    /// <summary>A group is whole: it goes on instead of the events that it answers.</summary>
    private FilterFault Release(in ReturnedEvent last, ByteQueue output)
    {
        if (last.IsNumberWrong || last.Number < _held.First || last.Number > _held.Last)
        {
            return FilterFault.Protocol;
        }

        var start = output.Length;
        var until = (int)(last.Number - _held.First + 1);
        if (!Write(until, output))
        {
            output.CutTo(start);
            return FilterFault.Protocol;
        }

        _held.DropTo(last.Number);
        _report.CountEvents(until);
        See(last.Number);
        _group.Clear();
        _members.Clear();
        return FilterFault.None;
    }

    private bool Write(int until, ByteQueue output)
    {
        var (at, from, unchanged) = (0, 0, 0);
        for (var i = 0; i < _members.Count; i++)
        {
            var member = _members[i];
            var lines = _group.Span.Slice(at, member.Length);
            at += member.Length;
            var original = _held.Find(lines, from, until);
            if (original < 0 && member.ProgressLength > 0)
            {
                lines = lines[member.ProgressLength..];
                original = _held.Find(lines, from, until);
            }

            if (original >= 0)
            {
                _held.WriteOriginal(original, output);
                from = original + 1;
                unchanged++;
            }
            else if (member.HasUnknownField)
            {
                return false;
            }
            else if (member.HasData)
            {
                // A group that answers as many events as it has restores each one's own id, any other the last one's.
                var ids = _members.Count == until ? i : i == _members.Count - 1 ? until - 1 : -1;
                WriteChanged(lines, ids, output);
            }
        }

        _report.CountChanged(until - unchanged);
        return !_isDocument || output.Length > 0;
    }

    private void WriteChanged(ReadOnlySpan<byte> lines, int ids, ByteQueue output)
    {
        if (_isDocument)
        {
            EventEncoding.ReadDocument(lines, output);
            return;
        }

        output.Append(lines);
        if (ids >= 0)
        {
            _held.WriteIds(ids, output);
        }

        output.Append((byte)'\n');
    }

    private void See(long number)
    {
        if (number > Received && number <= _held.Last)
        {
            Received = number;
        }
    }
}
