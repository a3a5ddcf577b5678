using LlmAspire.FilterService.Dialects;
using LlmAspire.FilterService.Rules;
using LlmAspire.FilterService.Streams;

namespace LlmAspire.FilterService.Texts;

/// <summary>
/// One text of an answer, gathered from the fields of its events: searches it while it grows, rewrites the fields, and tells the events
/// when nothing of theirs is open any more. Memory is bounded by <see cref="TextWindow.MostOpen"/>. Not thread-safe.
/// </summary>
internal sealed class TextChannel : IDisposable
{
    private readonly RuleSet _rules;
    private readonly ITextSink _sink;
    private readonly TextWindow _window = new();
    private readonly Queue<Segment> _segments = new();
    private NestedJsonReader? _nested;
    private RedactedTail? _tail;
    private bool _repeats;

    // Up to here every character is either let out or replaced.
    private int _decided;

    // From here on matches are looked for. It is before _decided after an open match was let out because its text seemed to have ended.
    private int _searchFrom;

    /// <summary>Begins a text.</summary>
    /// <param name="rules">What is looked for.</param>
    /// <param name="sink">Is told what is found.</param>
    public TextChannel(RuleSet rules, ITextSink sink) => (_rules, _sink) = (rules, sink);

    /// <summary>Whether an event waits for this text.</summary>
    public bool IsOpen => _segments.Count > 0;

    /// <summary>Adds the text of a field and decides all that can be decided.</summary>
    /// <param name="holder">The event; it stays open until all of the field's text is decided.</param>
    /// <param name="field">The field.</param>
    public void Append(HeldEvent holder, in Field field)
    {
        _repeats = field.Repeats;
        Trim();
        var start = _window.Length;
        NestedMap? map = null;
        if (field.Kind == FieldKind.Nested)
        {
            map = AppendNested(holder, field);
        }
        else
        {
            _window.Append(holder.Data.Slice(field.Start, field.Length));
        }

        // The character of an incomplete escape belongs to this field too, though it is known only later.
        var end = _window.Length + (_nested is { InEscape: true } ? 1 : 0);
        if (end > start)
        {
            holder.Open++;
            _segments.Enqueue(new Segment(holder, field, start, end, map));
            Search(final: false);
        }
    }

    /// <summary>The text ends: what is open and no match yet is none.</summary>
    public void End()
    {
        Search(final: true);
        Release(int.MaxValue);
        (_decided, _searchFrom, _nested, _tail) = (0, 0, null, null);
        _window.Clear();
    }

    /// <summary>
    /// The text has most likely ended, since another one of the same answer began, or it holds too much back. What is open and telling
    /// counts as a match; a mere word is let out, and is still the beginning of a match should the text go on.
    /// </summary>
    public void Suspend()
    {
        while (_searchFrom < _window.Length && _tail is null)
        {
            var found = _rules.Find(_window.Text, _searchFrom, final: true);
            var open = found.Kind == FindingKind.Match ? found : _rules.FindTelling(_window.Text, _searchFrom);
            if (open.Kind == FindingKind.Nothing)
            {
                break;
            }

            Take(open);
            if (_tail is not null)
            {
                FollowTail(final: false);
            }
        }

        Release(_window.Length);
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    private NestedMap AppendNested(HeldEvent holder, in Field field)
    {
        _nested ??= new NestedJsonReader();
        var map = new NestedMap();
        var reader = new JsonCharReader(holder.Data.Slice(field.Start, field.Length));
        var began = -1;
        while (reader.Read())
        {
            began = began < 0 ? reader.Start : began;
            var outside = _nested.Outside;
            if (_nested.Take(reader.Current) is { } character)
            {
                _window.Append(character);
                map.Add(field.Start + began, field.Start + reader.End, outside);
                began = -1;
            }
        }

        if (began >= 0)
        {
            map.Add(field.Start + began, field.Start + field.Length, outside: false);
        }

        return map;
    }

    private void Search(bool final)
    {
        while (true)
        {
            if (_tail is not null && !FollowTail(final))
            {
                return;
            }

            var found = _rules.Find(_window.Text, _searchFrom, final);
            if (found.Kind == FindingKind.Nothing)
            {
                Release(_window.Length);
                _searchFrom = _window.Length;
                return;
            }

            Release(found.Start);
            _searchFrom = found.Start;
            if (found.Kind == FindingKind.Open && found.End - found.Start < TextWindow.MostOpen)
            {
                return;
            }

            Take(found);
        }
    }

    // Replaces a match, or an open one that counts as one; of the latter all that continues it goes too.
    private void Take(Finding found)
    {
        var machine = found.Machine!;
        Release(found.Start);
        _sink.Matched(machine.Rule, _repeats);
        if (machine.Rule.Action == RuleAction.Block && _segments.TryPeek(out var first))
        {
            _sink.Blocked(machine.Rule, first.Holder);
        }

        Replace(found.Start, found.End, machine.Rule.Label);
        _searchFrom = found.End;
        if (machine.Until is not null && found.Kind == FindingKind.Match)
        {
            _tail = RedactedTail.Until(machine.Until, _rules, _window.Text[found.End - 1]);
        }
        else if (found.End == _window.Length)
        {
            _tail = RedactedTail.Of(machine.Automaton, _rules, _window.Text, found.Start);
        }
    }

    private bool FollowTail(bool final)
    {
        var end = _tail!.Follow(_window.Text, _decided);
        Replace(_decided, end, "");
        _searchFrom = end;
        if (!_tail.Ended && !final)
        {
            return false;
        }

        _tail = null;
        return true;
    }

    private void Replace(int start, int end, string label)
    {
        start = Math.Max(start, _decided);
        HeldEvent? first = null;
        foreach (var segment in _segments)
        {
            if (segment.Start >= end || start >= end)
            {
                break;
            }

            segment.Replace(Math.Max(start, segment.Start), Math.Min(end, segment.End), first is null ? label : "");
            first ??= segment.Holder;
            if (label.Length > 0)
            {
                first.ReleaseWith(segment.Holder);
            }
        }

        Release(end);
    }

    private void Release(int end)
    {
        _decided = Math.Max(_decided, Math.Min(end, _window.Length));
        while (_segments.TryPeek(out var segment) && segment.End <= end)
        {
            segment.Holder.Open--;
            _segments.Dequeue();
        }
    }

    private void Trim()
    {
        var drop = Math.Min(_searchFrom, _decided) - TextWindow.ContextLength;
        if (drop < TextWindow.ContextLength)
        {
            return;
        }

        _window.DropFirst(drop);
        (_decided, _searchFrom) = (_decided - drop, _searchFrom - drop);
        foreach (var segment in _segments)
        {
            segment.Shift(drop);
        }
    }
}
