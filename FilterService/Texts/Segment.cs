using LlmAspire.FilterService.Dialects;
using LlmAspire.FilterService.Streams;

namespace LlmAspire.FilterService.Texts;

/// <summary>The part of a text that one field of one event carries.</summary>
/// <param name="holder">The event.</param>
/// <param name="field">The field.</param>
/// <param name="start">The index of the field's first character in the text.</param>
/// <param name="end">The index behind its last one.</param>
/// <param name="map">Where each character stands, for a text within a text; null for others.</param>
internal sealed class Segment(HeldEvent holder, Field field, int start, int end, NestedMap? map)
{
    private bool _elementReplaced;

    /// <summary>The event.</summary>
    public HeldEvent Holder => holder;

    /// <summary>The index of the field's first character in the text.</summary>
    public int Start { get; private set; } = start;

    /// <summary>The index behind its last one.</summary>
    public int End { get; private set; } = end;

    /// <summary>Follows the text when its beginning is dropped.</summary>
    /// <param name="count">How many characters are dropped.</param>
    public void Shift(int count) => (Start, End) = (Start - count, End - count);

    /// <summary>Replaces characters of the field.</summary>
    /// <param name="from">The index of the first in the text; at or behind <see cref="Start"/>.</param>
    /// <param name="to">The index behind the last; at or before <see cref="End"/>.</param>
    /// <param name="label">What takes their place; empty when an earlier segment carries the label.</param>
    public void Replace(int from, int to, string label)
    {
        if (field.ElementEnd > 0)
        {
            ReplaceElement(label);
            return;
        }

        if (field.Kind == FieldKind.Number)
        {
            holder.Edit(new Edit(field.Start, field.Start + field.Length, LabelText.Value(label)));
            return;
        }

        var (first, last) = map is null ? Place(from - Start, to - Start) : map.Place(from - Start, to - Start);
        var quoted = map is not null && label.Length > 0 && map.IsOutside(from - Start);
        holder.Edit(new Edit(first, last, LabelText.Of(label, quoted)));
        if (field.CompanionEnd > 0)
        {
            holder.Edit(new Edit(field.CompanionStart, field.CompanionEnd, "null"u8.ToArray()));
        }
    }

    // A token's numbers and alternatives repeat its text: the whole element goes.
    private void ReplaceElement(string label)
    {
        if (!_elementReplaced)
        {
            _elementReplaced = true;
            holder.Edit(new Edit(field.ElementStart, field.ElementEnd, LabelText.Token(label)));
        }
    }

    private (int First, int Last) Place(int from, int to)
    {
        if (End - Start == field.Length)
        {
            return (field.Start + from, field.Start + to);
        }

        var reader = new JsonCharReader(holder.Data.Slice(field.Start, field.Length));
        var (first, last) = (-1, 0);
        for (var index = 0; index < to && reader.Read(); index++)
        {
            first = index == from ? reader.Start : first;
            last = reader.End;
        }

        return (field.Start + first, field.Start + last);
    }
}
