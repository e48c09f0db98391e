use crate::ui::view;
use crate::ui::{CodeText, Icon, IconName};
use leptos::prelude::*;

/// One thing to do, or done. Backticks in the text mark code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressStep {
    /// What is asked, as a phrase.
    pub text: String,
    /// How far it is.
    pub state: StepState,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Answered.
    Done,
    /// Being asked.
    Now,
    /// Not yet asked.
    Todo,
    /// Asked in vain.
    Failed,
}

impl StepState {
    fn class(self) -> &'static str {
        match self {
            StepState::Done => "done",
            StepState::Now => "now",
            StepState::Todo => "todo",
            StepState::Failed => "failed",
        }
    }

    fn icon(self) -> IconName {
        match self {
            StepState::Done => IconName::Check,
            StepState::Now => IconName::Wait,
            StepState::Todo => IconName::Dash,
            StepState::Failed => IconName::Cross,
        }
    }

    /// What the icon says, for those who do not see it.
    fn spoken(self) -> &'static str {
        match self {
            StepState::Done => "done: ",
            StepState::Now => "now: ",
            StepState::Todo => "to do: ",
            StepState::Failed => "failed: ",
        }
    }
}

/// What is being asked of the registry, step by step.
#[component]
pub fn ProgressList(
    /// The steps, in order.
    steps: Vec<ProgressStep>,
) -> impl IntoView {
    let item = |ProgressStep { text, state }: ProgressStep| {
        let current = (state == StepState::Now).then_some("step");
        view! {
            <li class=state.class() aria-current=current>
                <Icon name=state.icon() />
                <span>
                    <span class="vh">{state.spoken()}</span>
                    <CodeText text=text />
                </span>
            </li>
        }
    };
    view! { <ol class="prog">{steps.into_iter().map(item).collect_view()}</ol> }
}
