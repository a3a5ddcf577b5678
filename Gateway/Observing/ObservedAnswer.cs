using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Observing;

/// <summary>Writes what an observer has found of an answer as one JSON object. What the provider did not send is null, never 0.</summary>
internal static class ObservedAnswer
{
    private const int LongText = 2000;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The object.</summary>
    /// <param name="meter">The observer, which was asked for the content too.</param>
    /// <returns>JSON.</returns>
    public static string ToJson(DialectMeter meter)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteFacts(json, meter.Facts);
            WriteContent(json, meter.Content!);
            json.WriteBoolean("has_usage", meter.Facts.Usage is not null);
            WriteError(json, meter.Content!.Error);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteFacts(Utf8JsonWriter json, ResponseFacts facts)
    {
        json.WriteString("model", facts.Model);
        json.WriteString("response_id", facts.ResponseId);
        json.WriteStartArray("finish_reasons");
        foreach (var reason in facts.FinishReasons)
        {
            WriteReason(json, reason);
        }

        json.WriteEndArray();
        var usage = facts.Usage ?? default(TokenUsage);
        WriteCount(json, "input_tokens", usage.Input);
        WriteCount(json, "output_tokens", usage.Output);
        WriteCount(json, "total_tokens", usage.Total);
        WriteCount(json, "cached_input_tokens", usage.CachedInput);
        WriteCount(json, "cache_creation_tokens", usage.CacheCreation);
        WriteCount(json, "reasoning_tokens", usage.Reasoning);
    }

    /// <summary>Gemini sends its reasons as numbers where the client asked for that; no reason is a word of digits.</summary>
    private static void WriteReason(Utf8JsonWriter json, string? reason)
    {
        if (int.TryParse(reason, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(reason);
        }
    }

    private static void WriteCount(Utf8JsonWriter json, string name, long? count)
    {
        if (count is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteContent(Utf8JsonWriter json, AnswerContent content)
    {
        WriteText(json, content.HasText ? content.Text.Decode() : null);
        json.WriteStartArray("tool_calls");
        foreach (var call in content.Calls)
        {
            json.WriteStartObject();
            json.WriteString("name", call.Name);
            WriteArguments(json, call);
            if (call.IsCustom)
            {
                json.WriteBoolean("custom", true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A long text can be compared without reading it: its hash and lengths stand beside it.</summary>
    private static void WriteText(Utf8JsonWriter json, string? text)
    {
        json.WriteString("text", text);
        if (text?.EnumerateRunes().Count() is { } length and > LongText)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            json.WriteString("text_sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
            json.WriteNumber("text_length_chars", length);
            json.WriteNumber("text_length_utf8_bytes", bytes.Length);
        }
    }

    private static void WriteArguments(Utf8JsonWriter json, AnswerItem call)
    {
        if (call.IsPartial)
        {
            json.WriteNull("arguments");
            json.WriteString("arguments_form", "not_computed");
        }
        else if (call.IsObject)
        {
            json.WritePropertyName("arguments");
            JsonText.WriteJsonOrText(json, call.ArgumentsText());
            json.WriteString("arguments_form", "object");
        }
        else
        {
            json.WriteString("arguments", call.ArgumentsText());
            json.WriteString("arguments_form", "string");
        }
    }

    private static void WriteError(Utf8JsonWriter json, ProviderError? error)
    {
        if (error is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("type", error.Type);
        json.WriteString("message", error.Message);
        if (error.CodeIsNumber && long.TryParse(error.Code, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code))
        {
            json.WriteNumber("code", code);
        }
        else
        {
            json.WriteString("code", error.Code);
        }

        json.WriteEndObject();
    }
}
