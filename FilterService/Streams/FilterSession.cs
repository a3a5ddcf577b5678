using System.Buffers;
using System.Text.Json;
using LlmAspire.FilterService.Dialects;
using LlmAspire.FilterService.Rules;
using LlmAspire.FilterService.Texts;

namespace LlmAspire.FilterService.Streams;

/// <summary>
/// Filters the events of one answer. An event with undecided text waits, and so does what stands behind it; what leaves keeps its order.
/// Events that share a match leave as one group, of which only the last carries its number. Not thread-safe.
/// </summary>
internal sealed class FilterSession : ITextSink, IDisposable
{
    // Half of what a gateway keeps back by default, so that the filter gives way before the gateway gives up.
    private const int MostHeldBytes = 256 * 1024;

    private readonly Dialect _dialect;
    private readonly Shape _shape;
    private readonly IBufferWriter<byte> _output;
    private readonly EventReading _reading = new();
    private readonly AnswerTexts _texts;
    private readonly Queue<HeldEvent> _held = new();
    private readonly VerdictTally _tally = new();
    private long _sequence;
    private long _heldBytes;
    private long? _lastReceived;
    private long? _lastTold;
    private Rule? _blockedBy;
    private long _blockedFrom = long.MaxValue;

    /// <summary>Begins an answer or a request.</summary>
    /// <param name="rules">What is looked for.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="isRequest">Whether it is a request.</param>
    /// <param name="output">Takes the events that leave.</param>
    public FilterSession(RuleSet rules, Dialect dialect, bool isRequest, IBufferWriter<byte> output)
    {
        (_dialect, _output) = (dialect, output);
        _shape = isRequest ? dialect.Request : dialect.Answer;
        _texts = new AnswerTexts(rules, dialect, this);
    }

    /// <summary>Whether nothing more is read: the answer was blocked, or cannot be read.</summary>
    public bool Ended { get; private set; }

    /// <summary>How many events have come.</summary>
    public long Events => _sequence;

    /// <summary>How many matches there were, repeated ones too.</summary>
    public long Matches { get; private set; }

    /// <summary>Takes one event; writes whatever may leave now.</summary>
    /// <param name="bytes">The event, blank line included; read only during the call.</param>
    public void Accept(ReadOnlySpan<byte> bytes)
    {
        var holder = new HeldEvent(++_sequence, bytes);
        _held.Enqueue(holder);
        _heldBytes += holder.Length;
        _lastReceived = holder.Id ?? _lastReceived;
        try
        {
            Read(holder);
            Relieve();
        }
        catch (JsonException)
        {
            Fail("wire", "the data of an event is no JSON");
        }
        catch (RuleTimeoutException timeout)
        {
            Fail("timeout", timeout.Message);
        }

        Drain();
    }

    /// <summary>Says how far the events have been received, when nothing that left says so.</summary>
    public void Acknowledge()
    {
        if (!Ended && _lastReceived is { } last && last != _lastTold)
        {
            Verdict.WriteProgress(_output, last);
            _lastTold = last;
        }
    }

    /// <summary>The stream has ended: every text ends, and all that is left leaves.</summary>
    public void Finish()
    {
        if (Ended)
        {
            return;
        }

        try
        {
            _texts.EndAll();
        }
        catch (RuleTimeoutException timeout)
        {
            Fail("timeout", timeout.Message);
        }

        Drain();
        WriteNewVerdicts();
        if (!Ended && Matches == 0)
        {
            Verdict.Write(_output, "passed", "", 0, "no rule matched");
        }
    }

    /// <summary>The filter cannot go on: nothing more is read or sent back.</summary>
    /// <param name="rule">What failed.</param>
    /// <param name="reason">Why, in words for people.</param>
    public void Fail(string rule, string reason)
    {
        Ended = true;
        _blockedFrom = Math.Min(_blockedFrom, _sequence);
        Verdict.Write(_output, "failed", rule, 0, reason);
    }

    /// <inheritdoc/>
    void ITextSink.Matched(Rule rule, bool repeats)
    {
        Matches++;
        _tally.Add(rule, _sequence, repeats);
    }

    /// <inheritdoc/>
    void ITextSink.Blocked(Rule rule, HeldEvent first)
    {
        if (first.Sequence < _blockedFrom)
        {
            (_blockedBy, _blockedFrom) = (rule, first.Sequence);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _texts.Dispose();
        foreach (var holder in _held)
        {
            holder.Free();
        }
    }

    private void Read(HeldEvent holder)
    {
        if (holder.Data.IsEmpty)
        {
            return;
        }

        if (holder.Data.Trim(" \t\r\n"u8).SequenceEqual("[DONE]"u8))
        {
            _texts.EndAll();
            return;
        }

        EventReader.Read(holder.Data, _shape, _reading);
        _dialect.Complete(holder.Data, _reading);
        _texts.Take(holder, _reading);
    }

    private void Relieve()
    {
        if (_heldBytes > MostHeldBytes)
        {
            _texts.SuspendAll();
        }
    }

    private void Drain()
    {
        while (_held.TryPeek(out var first) && GroupOf(first) is { } size)
        {
            WriteNewVerdicts();
            for (var i = size; i > 0; i--)
            {
                var holder = _held.Dequeue();
                holder.WriteTo(_output, withId: i == 1);
                _lastTold = holder.Id ?? _lastTold;
                _heldBytes -= holder.Length;
                holder.Free();
            }
        }

        if (_blockedBy is not null && !Ended)
        {
            Ended = true;
            WriteNewVerdicts();
            Verdict.Write(_output, "blocked", _blockedBy.Name, 1, $"rule '{_blockedBy.Name}' matched");
        }
    }

    // The number of events that may leave together now; null while one of them waits.
    private int? GroupOf(HeldEvent first)
    {
        var last = first.LastOfGroup;
        var size = 0;
        foreach (var holder in _held)
        {
            if (holder.Sequence > last)
            {
                break;
            }

            if (holder.Open > 0 || holder.Sequence >= _blockedFrom)
            {
                return null;
            }

            last = Math.Max(last, holder.LastOfGroup);
            size++;
        }

        return size;
    }

    private void WriteNewVerdicts()
    {
        foreach (var (rule, count) in _tally.TakeNew())
        {
            if (rule.Action == RuleAction.Redact)
            {
                Verdict.Write(_output, "redacted", rule.Name, count, $"{rule.Label} took its place");
            }
        }
    }
}
