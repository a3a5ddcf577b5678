using System.Buffers.Text;
using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Reads from the wire of one dialect what metering needs: model, id, usage, why it ended, the first token, the last event. One per answer.
/// A derived class is one dialect and the only place that knows it.
/// </summary>
internal abstract class DialectMeter : IWireSink
{
    /// <summary>What has been learnt.</summary>
    public ResponseFacts Facts { get; } = new();

    /// <summary>The map of what is looked for; shared by every answer of the dialect.</summary>
    public abstract JsonPlace Map { get; }

    /// <inheritdoc/>
    public bool IsTerminal => Facts.IsTerminal;

    /// <inheritdoc/>
    public bool HasToken => Facts.HasToken;

    /// <summary>The usage members being read; a dialect takes them over when the object is complete.</summary>
    protected UsageFields Pending { get; private set; }

    /// <inheritdoc/>
    public abstract bool Wants(ReadOnlySpan<byte> json);

    /// <inheritdoc/>
    public virtual void BeginDocument()
    {
    }

    /// <inheritdoc/>
    public virtual void EndDocument(bool whole, bool streamed)
    {
        if (whole && !streamed)
        {
            Facts.IsTerminal = true;
        }
    }

    /// <inheritdoc/>
    public virtual void Sentinel() => Facts.IsTerminal = true;

    /// <inheritdoc/>
    public void Value(int slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (slot >= (int)UsageSlot.First)
        {
            var pending = Pending;
            pending.Set((UsageSlot)slot, kind, raw);
            Pending = pending;
            return;
        }

        switch ((MeterSlot)slot)
        {
            case MeterSlot.Model when kind == JsonScalar.String && raw.Length > 0:
                Facts.Model ??= JsonText.Decode(raw);
                break;
            case MeterSlot.Id when kind == JsonScalar.String && raw.Length > 0:
                Facts.ResponseId ??= JsonText.Decode(raw);
                break;
            case MeterSlot.ErrorType when kind == JsonScalar.String && raw.Length > 0:
                Facts.ErrorType = JsonText.Decode(raw);
                break;
            default:
                Read((MeterSlot)slot, kind, raw);
                break;
        }
    }

    /// <inheritdoc/>
    public void Text(int slot, ReadOnlySpan<byte> raw) => Facts.HasToken = true;

    /// <inheritdoc/>
    public void Enter(int slot, int position)
    {
        switch ((MeterSlot)slot)
        {
            case MeterSlot.Usage or MeterSlot.SpareUsage:
                Pending = default;
                break;
            case MeterSlot.Token:
                Facts.HasToken = true;
                break;
            case MeterSlot.Error:
                Facts.ErrorType ??= "error";
                break;
            default:
                Open((MeterSlot)slot, position);
                break;
        }
    }

    /// <inheritdoc/>
    public void Leave(int slot)
    {
        switch ((MeterSlot)slot)
        {
            case MeterSlot.Usage or MeterSlot.SpareUsage:
                TakeUsage(Pending, spare: (MeterSlot)slot == MeterSlot.SpareUsage);
                break;
            default:
                Close((MeterSlot)slot);
                break;
        }
    }

    /// <summary>A place that reports as <paramref name="slot"/>.</summary>
    /// <param name="slot">The slot.</param>
    /// <returns>The place.</returns>
    protected static JsonPlace Place(MeterSlot slot) => new((int)slot);

    /// <summary>A place where any text, or any container, is a part of the answer.</summary>
    /// <returns>The place.</returns>
    protected static JsonPlace TokenPlace() => new((int)MeterSlot.Token, text: true);

    /// <summary>A usage object.</summary>
    /// <param name="slot">Which kind.</param>
    /// <returns>Its place.</returns>
    protected static JsonPlace UsagePlace(MeterSlot slot = MeterSlot.Usage) => UsageFields.Map(Place(slot));

    /// <summary>An error object.</summary>
    /// <returns>Its place.</returns>
    protected static JsonPlace ErrorPlace() => Place(MeterSlot.Error).With("type"u8, Place(MeterSlot.ErrorType));

    /// <summary>A complete usage object.</summary>
    /// <param name="usage">Its members.</param>
    /// <param name="spare">Whether it counts only where there is no other.</param>
    protected abstract void TakeUsage(in UsageFields usage, bool spare);

    /// <summary>A value that only the dialect understands.</summary>
    /// <param name="slot">Where.</param>
    /// <param name="kind">What kind.</param>
    /// <param name="raw">Its bytes.</param>
    protected abstract void Read(MeterSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw);

    /// <summary>A container opens that only the dialect understands.</summary>
    /// <param name="slot">Where.</param>
    /// <param name="position">Its position in an array.</param>
    protected virtual void Open(MeterSlot slot, int position)
    {
    }

    /// <summary>That container closes.</summary>
    /// <param name="slot">Where.</param>
    protected virtual void Close(MeterSlot slot)
    {
    }

    /// <summary>An index, when it is one.</summary>
    /// <param name="kind">The value's kind.</param>
    /// <param name="raw">Its bytes.</param>
    /// <returns>The index, or -1.</returns>
    protected static int Index(JsonScalar kind, ReadOnlySpan<byte> raw) =>
        kind == JsonScalar.Number && Utf8Parser.TryParse(raw, out int index, out var used) && used == raw.Length ? index : -1;
}
