using System.Globalization;

namespace LlmAspire.MockLlm.Exchanges;

/// <summary>What makes the same request get the same bytes.</summary>
/// <param name="Text">Another text gives other ids.</param>
/// <param name="Number">Chooses the words of lorem; null leaves them as they are without a seed.</param>
internal sealed record RequestSeed(string Text, int? Number)
{
    /// <summary>The header that holds it: a number, or any text.</summary>
    public const string Header = "x-mock-seed";

    /// <summary>The seed of a call.</summary>
    /// <param name="headers">The call's headers.</param>
    /// <param name="options">The mock's settings.</param>
    /// <returns>The seed; null when ids are to be random.</returns>
    public static RequestSeed? Of(IHeaderDictionary headers, MockLlmOptions options)
    {
        if (headers.TryGetValue(Header, out var value))
        {
            var text = value.ToString();
            return new RequestSeed(
                text, int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null);
        }

        return options.Deterministic ? new RequestSeed("", null) : null;
    }
}
