using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// OpenAI chat completions, completions and embeddings, and their cousins: usage is the last usage object that is not null (Groq's
/// <c>x_groq.usage</c> where there is no other), a finish reason stands in each choice.
/// </summary>
internal sealed class OpenAiChatMeter : DialectMeter
{
    private static readonly JsonPlace Root = new JsonPlace()
        .With("id"u8, Place(MeterSlot.Id))
        .With("model"u8, Place(MeterSlot.Model))
        .With("usage"u8, UsagePlace())
        .With("x_groq"u8, new JsonPlace().With("usage"u8, UsagePlace(MeterSlot.SpareUsage)))
        .With("error"u8, ErrorPlace())
        .With("choices"u8, new JsonPlace().WithElements(Place(MeterSlot.Choice)
            .With("index"u8, Place(MeterSlot.ChoiceIndex))
            .With("finish_reason"u8, Place(MeterSlot.Finish))
            .With("text"u8, TokenPlace())
            .With("delta"u8, new JsonPlace().Without("role"u8).WithAnyOther(TokenPlace()))));

    private bool _hasUsage;
    private int _choice;
    private string? _reason;

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    public override bool Wants(ReadOnlySpan<byte> json) =>
        !Facts.HasToken || Facts.Model is null || Facts.ResponseId is null || HasValue(json, "\"finish_reason\""u8) || HasValue(json, "\"usage\""u8)
        || HasValue(json, "\"error\""u8);

    /// <inheritdoc/>
    protected override void TakeUsage(in UsageFields usage, bool spare)
    {
        if (spare && _hasUsage)
        {
            return;
        }

        _hasUsage |= !spare;
        Facts.Usage = usage.ToUsage(cachedBesideInput: false);
    }

    /// <inheritdoc/>
    protected override void Read(MeterSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        switch (slot)
        {
            case MeterSlot.ChoiceIndex:
                _choice = Index(kind, raw);
                break;
            case MeterSlot.Finish when kind == JsonScalar.String:
                _reason = JsonText.Decode(raw);
                break;
            case MeterSlot.Error when kind == JsonScalar.String:
                Facts.ErrorType ??= "error";
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Open(MeterSlot slot, int position)
    {
        _choice = position;
        _reason = null;
    }

    /// <inheritdoc/>
    protected override void Close(MeterSlot slot)
    {
        if (slot != MeterSlot.Choice)
        {
            return;
        }

        // The first event with a choice is always read, so that this does not depend on how the bytes are split.
        Facts.NoteChoice();
        if (_reason is not null)
        {
            Facts.Finish(_choice, _reason);
        }
    }

    /// <summary>Whether a member stands there with a value other than null.</summary>
    private static bool HasValue(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
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
}
