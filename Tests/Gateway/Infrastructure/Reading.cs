using System.Text.Json;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Tests.Gateway.Infrastructure;

/// <summary>Reads bytes as the gateway does, cut as a test says, and tells everything that was found as one text that can be compared.</summary>
internal static class Reading
{
    /// <summary>What the observer finds.</summary>
    /// <param name="api">The API.</param>
    /// <param name="chunks">The bytes.</param>
    /// <returns>The facts.</returns>
    public static ResponseFacts Meter(Api api, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        var meter = api.NewMeter();
        var reader = new WireReader(meter.Map, meter);
        foreach (var chunk in chunks)
        {
            reader.Feed(chunk.Span);
        }

        reader.Complete();
        return meter.Facts;
    }

    /// <summary>What is read of the answer's content.</summary>
    /// <param name="api">The API.</param>
    /// <param name="chunks">The bytes.</param>
    /// <returns>The answer.</returns>
    public static DeliveredAnswer Answer(Api api, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        var reader = api.NewAnswer!();
        foreach (var chunk in chunks)
        {
            reader.Feed(chunk.Span);
        }

        return reader.Build(complete: true);
    }

    /// <summary>Everything that is found, as one text.</summary>
    /// <param name="api">The API.</param>
    /// <param name="chunks">The bytes.</param>
    /// <returns>The text.</returns>
    public static string Everything(Api api, params ReadOnlyMemory<byte>[] chunks) => Text(Meter(api, chunks))
        + (api.NewAnswer is null ? "" : JsonSerializer.Serialize(Answer(api, chunks)));

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

    /// <summary>A body cut into bytes.</summary>
    /// <param name="body">The body.</param>
    /// <returns>One chunk a byte.</returns>
    public static ReadOnlyMemory<byte>[] Bytes(ReadOnlyMemory<byte> body) => [.. Enumerable.Range(0, body.Length).Select(i => body.Slice(i, 1))];
}
