using System.Buffers;
using LlmAspire.FilterService.Texts;

namespace LlmAspire.FilterService.Streams;

/// <summary>An event from its arrival until it is sent back, with the changes that were decided meanwhile. Not thread-safe.</summary>
internal sealed class HeldEvent
{
    private readonly EventParts _parts;
    private byte[] _bytes;
    private List<Edit>? _edits;

    /// <summary>Takes an event.</summary>
    /// <param name="sequence">Its place among the stream's events.</param>
    /// <param name="bytes">The event as it came, blank line included; copied.</param>
    public HeldEvent(long sequence, ReadOnlySpan<byte> bytes)
    {
        Sequence = sequence;
        Length = bytes.Length;
        LastOfGroup = sequence;
        _bytes = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(_bytes);
        _parts = EventParts.Of(Bytes);
    }

    /// <summary>Its place among the stream's events.</summary>
    public long Sequence { get; }

    /// <summary>Its length in bytes.</summary>
    public int Length { get; }

    /// <summary>How many texts still hold it back.</summary>
    public int Open { get; set; }

    /// <summary>The last event that must leave together with it, since they share a match.</summary>
    public long LastOfGroup { get; private set; }

    /// <summary>The gateway's number of the event; null when there is none.</summary>
    public long? Id => _parts.Id;

    /// <summary>Its data, lines joined; empty when it has none.</summary>
    public ReadOnlySpan<byte> Data => _parts.Joined ?? Bytes.Slice(_parts.DataStart, _parts.DataLength);

    private ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Makes this event leave together with a later one.</summary>
    /// <param name="later">The later one, or this one.</param>
    public void ReleaseWith(HeldEvent later) => LastOfGroup = Math.Max(LastOfGroup, later.Sequence);

    /// <summary>Changes the data.</summary>
    /// <param name="edit">The change; it overlaps no other, except that the same place may be changed twice in the same way.</param>
    public void Edit(Edit edit) => (_edits ??= []).Add(edit);

    /// <summary>Writes the event, changed or as it came.</summary>
    /// <param name="withId">Whether its number goes with it.</param>
    /// <param name="output">Takes the bytes.</param>
    public void WriteTo(IBufferWriter<byte> output, bool withId)
    {
        if (_edits is null && withId)
        {
            output.Write(Bytes);
            return;
        }

        EventWriter.Write(Bytes, _edits is null ? null : Edited(), withId, output);
    }

    /// <summary>Gives the bytes back; the event is not used afterwards.</summary>
    public void Free()
    {
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = [];
    }

    private byte[] Edited()
    {
        var data = Data;
        var output = new ArrayBufferWriter<byte>(data.Length + 64);
        var copied = 0;
        foreach (var edit in _edits!.OrderBy(edit => edit.Start))
        {
            if (edit.Start < copied)
            {
                continue;
            }

            output.Write(data[copied..edit.Start]);
            output.Write(edit.Replacement.Span);
            copied = edit.End;
        }

        output.Write(data[copied..]);
        return output.WrittenSpan.ToArray();
    }
}
