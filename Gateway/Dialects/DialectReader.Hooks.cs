using System.Buffers.Text;
using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>What a dialect decides for itself, and what it builds its map of.</summary>
internal abstract partial class DialectReader
{
    /// <summary>Whether a whole document that is no part of a stream ends the answer.</summary>
    protected virtual bool IsLast => true;

    /// <summary>Whether of several models and ids the last counts instead of the first.</summary>
    protected virtual bool LastNameCounts => false;

    /// <summary>
    /// Whether a document of a stream can tell metering anything that it does not know, now that a first token has come. May say yes when
    /// in doubt, never no.
    /// </summary>
    /// <param name="json">The document.</param>
    /// <returns>False to skip it.</returns>
    protected abstract bool HasNews(ReadOnlySpan<byte> json);

    /// <summary>A document starts.</summary>
    protected virtual void Begin()
    {
    }

    /// <summary>A document ends.</summary>
    /// <param name="whole">Whether it was complete.</param>
    protected virtual void End(bool whole)
    {
    }

    /// <summary>Takes a usage object; without a word from the dialect the last one counts, and a spare one only where there is no other.</summary>
    /// <param name="usage">Its counts.</param>
    /// <param name="spare">Whether it counts only where there is no other.</param>
    protected virtual void TakeUsage(in UsageFields usage, bool spare)
    {
        if (!spare || Facts.Usage is null || Facts.IsUsageSpare)
        {
            Facts.Usage = usage.ToUsage(Cache);
            Facts.IsUsageSpare = spare;
        }
    }

    /// <summary>A value that only the dialect understands.</summary>
    /// <param name="slot">Where.</param>
    /// <param name="kind">What kind.</param>
    /// <param name="raw">Its bytes.</param>
    protected virtual void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
    }

    /// <summary>A container opens that only the dialect understands.</summary>
    /// <param name="slot">Where.</param>
    /// <param name="position">Its position in an array.</param>
    protected virtual void Open(AnswerSlot slot, int position)
    {
    }

    /// <summary>That container closes.</summary>
    /// <param name="slot">Where.</param>
    protected virtual void Close(AnswerSlot slot)
    {
    }

    /// <summary>An item is complete. Only told while somebody asks for content.</summary>
    /// <param name="item">The item.</param>
    /// <param name="final">Whether it may repeat what was streamed.</param>
    protected virtual void TakeItem(AnswerItem item, bool final)
    {
    }

    /// <summary>A part of the answer's text, empty at its end.</summary>
    /// <param name="raw">Its bytes.</param>
    protected virtual void AppendText(ReadOnlySpan<byte> raw)
    {
        if (Content is not null)
        {
            Content.Text.Append(raw);
            Content.HasText = true;
        }
    }

    /// <summary>A part of a text that may repeat what was streamed; without a word from the dialect it counts where nothing was.</summary>
    /// <param name="raw">Its bytes, empty at its end.</param>
    protected virtual void AppendFinalText(ReadOnlySpan<byte> raw)
    {
        if (!IsStreamed)
        {
            AppendText(raw);
        }
    }

    /// <summary>A part of the text of a choice, which counts where the choice has no message.</summary>
    /// <param name="raw">Its bytes, empty at its end.</param>
    protected virtual void AppendChoiceText(ReadOnlySpan<byte> raw)
    {
    }

    /// <summary>A part of the arguments of an item that the document names.</summary>
    /// <param name="raw">Its bytes.</param>
    protected virtual void AppendArguments(ReadOnlySpan<byte> raw)
    {
    }

    /// <summary>A place that reports as <paramref name="slot"/>.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="text">Whether it is a text of any length.</param>
    /// <param name="raw">Whether JSON that stands here is handed on as it is.</param>
    /// <returns>The place.</returns>
    protected static JsonPlace Place(AnswerSlot slot, bool text = false, bool raw = false) => new((int)slot, text, raw);

    /// <summary>A place where any text, however deep, is a part of the answer; what only labels it is not.</summary>
    /// <returns>The place.</returns>
    protected static JsonPlace TokenPlace()
    {
        var place = Place(AnswerSlot.Token, text: true);
        return place.WithElements(place).WithAnyOther(place)
            .Without("role"u8).Without("type"u8).Without("id"u8).Without("name"u8).Without("format"u8).Without("status"u8);
    }

    /// <summary>An index, when it is one.</summary>
    /// <param name="kind">The value's kind.</param>
    /// <param name="raw">Its bytes.</param>
    /// <returns>The index, or -1.</returns>
    protected static int Index(JsonScalar kind, ReadOnlySpan<byte> raw) =>
        kind == JsonScalar.Number && Utf8Parser.TryParse(raw, out int index, out var used) && used == raw.Length ? index : -1;

    /// <summary>Whether a member stands in a document with a value other than null.</summary>
    /// <param name="json">The document.</param>
    /// <param name="name">The member's name in quotes.</param>
    /// <returns>True when one may stand there.</returns>
    protected static bool HasValue(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        for (var at = json.IndexOf(name); at >= 0; at = json.IndexOf(name))
        {
            json = json[(at + name.Length)..];
            var value = json.IndexOfAnyExcept(" \t\r\n:"u8);
            if (value < 0 || json[value] != 'n')
            {
                return true;
            }
        }

        return false;
    }

    private void ReadFact(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        switch (slot)
        {
            case AnswerSlot.Model when kind == JsonScalar.String && raw.Length > 0:
                Facts.Model = LastNameCounts ? JsonText.Decode(raw) : Facts.Model ?? JsonText.Decode(raw);
                break;
            case AnswerSlot.Id when kind == JsonScalar.String && raw.Length > 0:
                Facts.ResponseId = LastNameCounts ? JsonText.Decode(raw) : Facts.ResponseId ?? JsonText.Decode(raw);
                break;
            default:
                Read(slot, kind, raw);
                break;
        }
    }

    /// <summary>Whether a value belongs to an item, which takes it.</summary>
    private bool ReadItem(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (slot is < AnswerSlot.ItemType or > AnswerSlot.ItemContinues)
        {
            return false;
        }

        Facts.HasToken |= slot == AnswerSlot.ItemName && raw.Length > 0;
        if (Item is not { } item)
        {
            return true;
        }

        switch (slot)
        {
            case AnswerSlot.ItemType when kind == JsonScalar.String:
                item.Type = JsonText.Decode(raw);
                break;
            case AnswerSlot.ItemId when kind == JsonScalar.String && raw.Length > 0:
                item.Id = JsonText.Decode(raw);
                break;
            case AnswerSlot.ItemName when kind == JsonScalar.String && raw.Length > 0:
                item.Name = JsonText.Decode(raw);
                break;
            case AnswerSlot.ItemIndex:
                item.Index = Index(kind, raw);
                break;
            case AnswerSlot.ItemContinues:
                item.IsPartial |= kind == JsonScalar.True;
                break;
        }

        return true;
    }
}
