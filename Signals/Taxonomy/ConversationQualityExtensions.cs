namespace LlmAspire.Signals.Taxonomy;

/// <summary>The words for the qualities.</summary>
public static class ConversationQualityExtensions
{
    extension(ConversationQuality quality)
    {
        /// <summary>The lower-case word of reports, attributes and metrics.</summary>
        public string Word => quality switch
        {
            ConversationQuality.Excellent => "excellent",
            ConversationQuality.Good => "good",
            ConversationQuality.Neutral => "neutral",
            ConversationQuality.Poor => "poor",
            _ => "severe",
        };
    }
}
