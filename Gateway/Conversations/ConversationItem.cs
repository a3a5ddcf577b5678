using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// One item of a conversation: the bytes in which it came, and around them what every dialect must know of it. It is stored as
/// <c>turn.index {"dialect","role","incomplete","message"}</c>.
/// </summary>
/// <param name="Dialect">The API's name.</param>
/// <param name="Role">A constant of <see cref="ItemRole"/>.</param>
/// <param name="Message">The item's JSON, one object.</param>
/// <param name="IsIncomplete">Whether it is an answer that broke off.</param>
internal sealed record ConversationItem(string Dialect, string Role, ReadOnlyMemory<byte> Message, bool IsIncomplete = false)
{
    // A turn's id has 128 characters at most, and dialects and roles are ours.
    private const int MaxHeadBytes = 512;

    /// <summary>The turn that it came with; empty before it is stored.</summary>
    public string Turn { get; init; } = "";

    /// <summary>Its place within the turn as it was added.</summary>
    public int Index { get; init; }

    /// <summary>Its name in the API: unique within the conversation, and the same on every read.</summary>
    public string Id => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"msg_{Turn}_{Index}");

    /// <summary>The form in which an item is stored.</summary>
    /// <param name="turn">The turn that it is added with, unless it has one: an item that is copied keeps its own.</param>
    /// <param name="index">Its place there.</param>
    /// <returns>UTF-8 bytes, made in one allocation.</returns>
    public byte[] ToElement(string turn, int index)
    {
        (turn, index) = Turn.Length > 0 ? (Turn, Index) : (turn, index);
        Span<byte> head = stackalloc byte[MaxHeadBytes];
        Utf8.TryWrite(
            head,
            System.Globalization.CultureInfo.InvariantCulture,
            $"{turn}.{index} {{\"dialect\":\"{Dialect}\",\"role\":\"{Role}\",{(IsIncomplete ? "\"incomplete\":true," : "")}\"message\":",
            out var length);
        var element = new byte[length + Message.Length + 1];
        head[..length].CopyTo(element);
        Message.Span.CopyTo(element.AsSpan(length));
        element[^1] = (byte)'}';
        return element;
    }

    /// <summary>Reads a stored item, and checks that it is JSON: what is wrong in it would spoil every later request.</summary>
    /// <param name="element">What was stored; the item points into it.</param>
    /// <returns>The item; null when it is none, which must not spoil the rest of the conversation.</returns>
    public static ConversationItem? FromElement(ReadOnlyMemory<byte> element)
    {
        var blank = element.Span.IndexOf((byte)' ');
        if (blank <= 0)
        {
            return null;
        }

        var dot = element.Span[..blank].IndexOf((byte)'.');
        if (dot <= 0 || !Utf8Parser.TryParse(element.Span[(dot + 1)..blank], out int index, out var used) || used != blank - dot - 1)
        {
            return null;
        }

        var turn = Encoding.ASCII.GetString(element.Span[..dot]);
        try
        {
            return ConversationKey.IsId(turn) && ReadBody(element[(blank + 1)..]) is { } item ? item with { Turn = turn, Index = index } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ConversationItem? ReadBody(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = JsonMembers.MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        string? dialect = null;
        string? role = null;
        var incomplete = false;
        ReadOnlyMemory<byte> message = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueSpan;
            reader.Read();
            if (member.SequenceEqual("message"u8) && reader.TokenType == JsonTokenType.StartObject)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                message = json[start..(int)reader.BytesConsumed];
            }
            else if (member.SequenceEqual("dialect"u8) && reader.TokenType == JsonTokenType.String)
            {
                dialect = Api.NameOf(reader.ValueSpan);
            }
            else if (member.SequenceEqual("role"u8) && reader.TokenType == JsonTokenType.String)
            {
                role = ItemRole.Of(reader.ValueSpan);
            }
            else
            {
                incomplete |= member.SequenceEqual("incomplete"u8) && reader.TokenType == JsonTokenType.True;
                reader.Skip();
            }
        }

        // The reader throws when anything follows.
        reader.Read();
        return dialect is null || role is null || message.IsEmpty ? null : new ConversationItem(dialect, role, message, incomplete);
    }
}
