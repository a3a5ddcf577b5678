using System.Text;
using System.Text.Json;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Observing;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Dialects;

/// <summary>What the observer reads from an answer that a test wrote.</summary>
internal static class Observed
{
    /// <summary>Reads an answer, as the verb <c>observe</c> prints it; in one piece and byte by byte, and its facts also without its content.</summary>
    /// <param name="wire">The word of its wire.</param>
    /// <param name="body">Its body.</param>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="headers">Its headers.</param>
    /// <returns>What was read.</returns>
    public static JsonElement Of(string wire, ReadOnlyMemory<byte> body, int status = 200, params (string Name, string Value)[] headers)
    {
        DialectMeter Read(bool isWhole, bool hasContent)
        {
            var meter = new DialectMeter(WireNames.Find(wire)!, hasContent ? new AnswerContent() : null);
            meter.ReadHead(status, null, name => headers.FirstOrDefault(header => header.Name == name).Value);
            return Reading.Read(meter, isWhole ? [body] : Reading.Bytes(body));
        }

        var whole = Read(isWhole: true, hasContent: true);
        var read = ObservedAnswer.ToJson(whole);
        Assert.Equal(read, ObservedAnswer.ToJson(Read(isWhole: false, hasContent: true)));
        Assert.Equal(Reading.Text(whole.Facts), Reading.Text(Read(isWhole: true, hasContent: false).Facts));
        Assert.Equal(Reading.Text(whole.Facts), Reading.Text(Read(isWhole: false, hasContent: false).Facts));
        using var document = JsonDocument.Parse(read);
        return document.RootElement.Clone();
    }

    /// <summary>The same of a text.</summary>
    /// <param name="wire">The word of its wire.</param>
    /// <param name="body">Its body.</param>
    /// <param name="status">Its HTTP status.</param>
    /// <returns>What was read.</returns>
    public static JsonElement Of(string wire, string body, int status = 200) => Of(wire, Encoding.UTF8.GetBytes(body), status);

    /// <summary>The members of what was read, as one line of JSON without blanks.</summary>
    /// <param name="read">What was read.</param>
    /// <param name="names">The members' names.</param>
    /// <returns>The values.</returns>
    public static string Values(this JsonElement read, params string[] names) =>
        string.Join(' ', names.Select(name => JsonSerializer.Serialize(read.GetProperty(name))));

    /// <summary>The counts, with <c>-</c> for one that was not sent: input, output, total, cached, written to the cache, reasoning.</summary>
    /// <param name="read">What was read.</param>
    /// <returns>The counts.</returns>
    public static string Counts(this JsonElement read) => string.Join(
        ' ',
        ((string[])["input_tokens", "output_tokens", "total_tokens", "cached_input_tokens", "cache_creation_tokens", "reasoning_tokens"])
            .Select(name => read.GetProperty(name) is { ValueKind: JsonValueKind.Number } count ? count.GetRawText() : "-"));
}
