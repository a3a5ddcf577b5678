using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Tests.Gateway.Infrastructure;

/// <summary>Reads bytes as the gateway does, cut as a test says, and tells everything that was found as one text that can be compared.</summary>
internal static class Reading
{
    /// <summary>What the observer finds.</summary>
    /// <param name="dialect">The dialect that is expected.</param>
    /// <param name="chunks">The bytes.</param>
    /// <returns>The facts.</returns>
    public static ResponseFacts Meter(Dialect dialect, IEnumerable<ReadOnlyMemory<byte>> chunks) => Read(new DialectMeter(dialect), chunks).Facts;

    /// <summary>What is read of the answer's content.</summary>
    /// <param name="dialect">The dialect that is expected.</param>
    /// <param name="chunks">The bytes.</param>
    /// <returns>The answer.</returns>
    public static DeliveredAnswer Answer(Dialect dialect, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        var reader = new AnswerReader(dialect);
        foreach (var chunk in chunks)
        {
            reader.Feed(chunk.Span);
        }

        return reader.Build(complete: true);
    }

    /// <summary>Everything that is found, as one text.</summary>
    /// <param name="dialect">The dialect that is expected.</param>
    /// <param name="chunks">The bytes.</param>
    /// <returns>The text.</returns>
    public static string Everything(Dialect dialect, params ReadOnlyMemory<byte>[] chunks)
    {
        var meter = Read(new DialectMeter(dialect, new AnswerContent()), chunks);
        return Text(Meter(dialect, chunks)) + Text(meter.Facts) + Text(meter.Content!);
    }

    /// <summary>The facts as one text.</summary>
    /// <param name="facts">The facts.</param>
    /// <returns>The text.</returns>
    public static string Text(ResponseFacts facts) => JsonSerializer.Serialize(new
    {
        facts.Model,
        facts.ResponseId,
        facts.Usage,
        facts.ErrorType,
        facts.HasToken,
        facts.IsTerminal,
        facts.FinishReasons,
    });

    /// <summary>Reads all chunks to the end.</summary>
    /// <param name="meter">The observer.</param>
    /// <param name="chunks">The bytes.</param>
    /// <returns>The same observer.</returns>
    public static DialectMeter Read(DialectMeter meter, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        foreach (var chunk in chunks)
        {
            meter.Feed(chunk.Span);
        }

        meter.Complete();
        return meter;
    }

    /// <summary>A body cut into bytes.</summary>
    /// <param name="body">The body.</param>
    /// <returns>One chunk a byte.</returns>
    public static ReadOnlyMemory<byte>[] Bytes(ReadOnlyMemory<byte> body) => [.. Enumerable.Range(0, body.Length).Select(i => body.Slice(i, 1))];

    private static string Text(AnswerContent content) => JsonSerializer.Serialize(new
    {
        Text = content.Text.Decode(),
        content.HasText,
        content.Error,
        content.IsTruncated,
        Calls = content.Calls.Select(call => new { call.Choice, call.Index, call.Id, call.Name, Arguments = call.ArgumentsText(), call.IsObject }),
    });
}
