using System.Text.Json;
using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// A request as every part of the gateway sees it: read once, in one pass over its bytes. It points into the body and copies nothing but
/// the model's name, so it is valid as long as the body is.
/// </summary>
internal sealed class RequestView
{
    private List<RequestItem>? _items;

    private RequestView(ReadOnlyMemory<byte> body) => Body = body;

    /// <summary>The whole body, one JSON object.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Whether <see cref="Body"/> is the request's body; else that has not been read.</summary>
    public bool IsRead { get; private init; } = true;

    /// <summary>The model that the client asks for.</summary>
    public string Model { get; private set; } = "";

    /// <summary>Where the model's value stands in the body, quotes included.</summary>
    public Range ModelAt { get; private set; }

    /// <summary>Whether the client asks for a stream.</summary>
    public bool IsStream { get; private set; }

    /// <summary>The sampling temperature.</summary>
    public double? Temperature { get; private set; }

    /// <summary>The nucleus sampling bound.</summary>
    public double? TopP { get; private set; }

    /// <summary>The most tokens that the answer may have, under any of the names that the dialects use.</summary>
    public long? MaxTokens { get; private set; }

    /// <summary>The array of messages, or of input items; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Messages { get; private set; }

    /// <summary>Where <see cref="Messages"/> stands in the body.</summary>
    public Range MessagesAt { get; private set; }

    /// <summary>The input of a Responses request that is one text, as JSON; empty when it is none.</summary>
    public ReadOnlyMemory<byte> InputText { get; private set; }

    /// <summary>Where <see cref="InputText"/> stands in the body.</summary>
    public Range InputTextAt { get; private set; }

    /// <summary>The value of <c>previous_response_id</c>, as JSON; empty when there is none.</summary>
    public ReadOnlyMemory<byte> PreviousResponse { get; private set; }

    /// <summary>The value of <c>conversation</c>, as JSON; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Conversation { get; private set; }

    /// <summary>Whether the client forbids with <c>store</c> that the answer is kept.</summary>
    public bool IsStoreOff { get; private set; }

    /// <summary>Where the members <c>previous_response_id</c> and <c>conversation</c> stand in the body, names included, in order.</summary>
    public IReadOnlyList<Range> StateMembers { get; private set; } = [];

    /// <summary>The instructions beside the messages (Anthropic's <c>system</c>, Responses' <c>instructions</c>), as JSON.</summary>
    public ReadOnlyMemory<byte> Instructions { get; private set; }

    /// <summary>The array of tools, as JSON; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Tools { get; private set; }

    /// <summary>The messages one by one.</summary>
    public IReadOnlyList<RequestItem> Items => _items ??= RequestItem.ReadAll(Messages);

    /// <summary>Reads a body.</summary>
    /// <param name="body">The bytes; they must stay as they are for the view's life.</param>
    /// <param name="error">What is wrong, when null is returned.</param>
    /// <returns>The view, or null.</returns>
    public static RequestView? Parse(ReadOnlyMemory<byte> body, out GatewayError? error)
    {
        var view = new RequestView(body);
        try
        {
            error = view.Read();
        }
        catch (JsonException exception)
        {
            error = GatewayError.BadRequest(
                $"The request body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).");
        }

        catch (InvalidOperationException)
        {
            error = GatewayError.BadRequest("The request body has a text that is not valid Unicode where a name is expected.");
        }

        return error is null ? view : null;
    }

    /// <summary>Sees what there is to see of a request over a provider's own path, whatever it is.</summary>
    /// <param name="body">Its body when it is JSON; null when it has none, or another one, which then goes on unread.</param>
    /// <param name="native">What the path says.</param>
    /// <returns>The view.</returns>
    public static RequestView OfNative(ReadOnlyMemory<byte>? body, in NativePath native)
    {
        var view = new RequestView(body ?? default) { IsRead = body is not null };
        try
        {
            view.IsStream = native.IsStream;
            _ = body is null ? null : view.Read();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The provider says what is wrong with it.
        }

        view.Model = view.Model.Length > 0 ? view.Model : native.Model ?? "";
        return view;
    }

    /// <summary>The names of the tools, one line each as the reference writes them.</summary>
    /// <returns><c>name(...)</c> lines, or null without tools.</returns>
    public string? ToolNames() => Tools.IsEmpty ? null : ToolList.Names(Tools);

    private GatewayError? Read()
    {
        var reader = new Utf8JsonReader(Body.Span, new JsonReaderOptions { MaxDepth = 256 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return GatewayError.BadRequest("The request body must be one JSON object.");
        }

        var seen = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.IsText("model"u8) || reader.IsText("stream"u8))
            {
                var isModel = reader.IsText("model"u8);
                if (isModel && seen)
                {
                    // Parsers disagree on which of two counts; a client must not be able to route by one and be served by the other.
                    return GatewayError.BadRequest("The member 'model' stands twice in the request.", "model");
                }

                seen |= isModel;
                reader.Read();
                if ((isModel ? ReadModel(ref reader) : ReadStream(ref reader)) is { } error)
                {
                    return error;
                }
            }
            else
            {
                ReadMember(ref reader);
            }
        }

        // The end of the object, and that nothing follows it.
        reader.Read();
        return seen ? null : GatewayError.BadRequest("The request has no 'model'.", "model");
    }

    private GatewayError? ReadModel(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.GetString() is not { Length: > 0 and <= 256 } model)
        {
            return GatewayError.BadRequest("The member 'model' must be a text of 1 to 256 characters.", "model");
        }

        Model = model;
        ModelAt = (int)reader.TokenStartIndex..(int)reader.BytesConsumed;
        return null;
    }

    private GatewayError? ReadStream(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
        {
            return GatewayError.BadRequest("The member 'stream' must be true or false.", "stream");
        }

        IsStream = reader.TokenType == JsonTokenType.True;
        return null;
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.IsText("messages"u8) || reader.IsText("input"u8))
        {
            var at = Value(ref reader, out var type);
            if (type == JsonTokenType.StartArray)
            {
                MessagesAt = at;
                Messages = Body[at];
            }
            else if (type == JsonTokenType.String)
            {
                InputTextAt = at;
                InputText = Body[at];
            }
        }
        else if (reader.IsText("previous_response_id"u8) || reader.IsText("conversation"u8) || reader.IsText("store"u8))
        {
            ReadState(ref reader);
        }
        else if (reader.IsText("system"u8) || reader.IsText("instructions"u8))
        {
            Instructions = Body[Value(ref reader, out _)];
        }
        else if (reader.IsText("tools"u8))
        {
            var at = Value(ref reader, out var type);
            Tools = type == JsonTokenType.StartArray ? Body[at] : default;
        }
        else if (reader.IsText("temperature"u8))
        {
            Temperature = Number(ref reader);
        }
        else if (reader.IsText("top_p"u8))
        {
            TopP = Number(ref reader);
        }
        else if (reader.IsText("max_tokens"u8) || reader.IsText("max_completion_tokens"u8)
            || reader.IsText("max_output_tokens"u8))
        {
            MaxTokens = (long?)Number(ref reader) ?? MaxTokens;
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadState(ref Utf8JsonReader reader)
    {
        var isStore = reader.IsText("store"u8);
        var isConversation = reader.IsText("conversation"u8);
        var member = (int)reader.TokenStartIndex;
        var at = Value(ref reader, out var type);
        if (isStore)
        {
            IsStoreOff = type == JsonTokenType.False;
            return;
        }

        StateMembers = [.. StateMembers, member..at.End.Value];
        var value = type == JsonTokenType.Null ? default : Body[at];
        if (isConversation)
        {
            Conversation = value;
        }
        else
        {
            PreviousResponse = value;
        }
    }

    private static double? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        double? number = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) ? value : null;
        reader.Skip();
        return number;
    }

    private static Range Value(ref Utf8JsonReader reader, out JsonTokenType type)
    {
        reader.Read();
        type = reader.TokenType;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}
