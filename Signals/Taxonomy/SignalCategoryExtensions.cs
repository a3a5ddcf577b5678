namespace LlmAspire.Signals.Taxonomy;

/// <summary>The dotted ids and layers of the categories.</summary>
public static class SignalCategoryExtensions
{
    extension(SignalCategory category)
    {
        /// <summary>The layer the category belongs to.</summary>
        public SignalLayer Layer => category switch
        {
            <= SignalCategory.Satisfaction => SignalLayer.Interaction,
            <= SignalCategory.Loops => SignalLayer.Execution,
            _ => SignalLayer.Environment,
        };

        /// <summary>The dotted id, such as <c>execution.loops</c>.</summary>
        public string Id => category switch
        {
            SignalCategory.Misalignment => "interaction.misalignment",
            SignalCategory.Stagnation => "interaction.stagnation",
            SignalCategory.Disengagement => "interaction.disengagement",
            SignalCategory.Satisfaction => "interaction.satisfaction",
            SignalCategory.Failure => "execution.failure",
            SignalCategory.Loops => "execution.loops",
            _ => "environment.exhaustion",
        };

        /// <summary>The last part of the id, such as <c>loops</c>.</summary>
        public string ShortName => category.Id[(category.Id.IndexOf('.') + 1)..];
    }
}
