using System.Text.Json;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Evaluation;

/// <summary>A conversation with what people found in it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Conversation">The conversation, without the labels.</param>
/// <param name="Labels">The true signals: type and message index.</param>
/// <param name="Flag">Whether somebody should look at it; null when the file does not say.</param>
/// <param name="IsHard">True when careful people could disagree.</param>
/// <param name="Language">Two letters; empty when the file does not say.</param>
public sealed record LabelledConversation(
    string Id, Conversation Conversation, IReadOnlySet<(SignalType Type, int MessageIndex)> Labels, bool? Flag, bool IsHard, string Language)
{
    /// <summary>
    /// Reads a file of one JSON object a line: <c>id</c>, <c>messages</c>, <c>labels</c> and optionally <c>flag</c>, <c>hard</c>,
    /// <c>lang</c>.
    /// </summary>
    /// <exception cref="FormatException">A line is none; the message names it.</exception>
    public static IReadOnlyList<LabelledConversation> ReadFile(string path) => Read(File.ReadLines(path));

    /// <summary>Reads the lines of such a file.</summary>
    /// <exception cref="FormatException">A line is no labelled conversation; the message names it.</exception>
    public static IReadOnlyList<LabelledConversation> Read(IEnumerable<string> lines)
    {
        var conversations = new List<LabelledConversation>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                conversations.Add(ReadLine(line, number));
            }
        }

        return conversations;
    }

    private static LabelledConversation ReadLine(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new LabelledConversation(
                root.TryGetProperty("id", out var id) ? id.ToString() : $"line {number}",
                ConversationReader.Read(root.GetProperty("messages")),
                root.GetProperty("labels").EnumerateArray().Select(Label).ToHashSet(),
                root.TryGetProperty("flag", out var flag) ? flag.GetBoolean() : null,
                root.TryGetProperty("hard", out var hard) && hard.GetBoolean(),
                root.TryGetProperty("lang", out var language) ? language.GetString() ?? "" : "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ConversationFormatException)
        {
            throw new FormatException($"Line {number} is no labelled conversation: {e.Message}", e);
        }
    }

    private static (SignalType Type, int MessageIndex) Label(JsonElement label)
    {
        var id = label.GetProperty("type").GetString() ?? "";
        return SignalTaxonomy.TryParse(id, out var type)
            ? (type, label.GetProperty("message_index").GetInt32())
            : throw new FormatException($"There is no signal type '{id}'.");
    }
}
